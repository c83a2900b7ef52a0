"""An exception while importing: the frames of the import machinery are not shown."""
import pkg_bad_run.outer
