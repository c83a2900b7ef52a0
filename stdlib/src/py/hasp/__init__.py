"""What only Hasp has: modules about the machine that runs the program."""
