__all__ = ["public", "Shown"]
public = "public"
_hidden = "hidden"
not_listed = 1


class Shown:
    def __class_getitem__(cls, k):
        return k


Shown = "shown"
