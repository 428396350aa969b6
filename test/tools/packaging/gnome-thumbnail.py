"""Asks GNOME for the thumbnail of a file, as its file manager does, sandbox included: python3 gnome-thumbnail.py FILE."""

import sys

import gi

gi.require_version("GnomeDesktop", "3.0")
from gi.repository import Gio, GnomeDesktop

file = Gio.File.new_for_path(sys.argv[1])
info = file.query_info("standard::content-type,time::modified", Gio.FileQueryInfoFlags.NONE, None)
content_type = info.get_content_type()
factory = GnomeDesktop.DesktopThumbnailFactory.new(GnomeDesktop.DesktopThumbnailSize.LARGE)
if not factory.can_thumbnail(file.get_uri(), content_type, info.get_attribute_uint64("time::modified")):
    sys.exit(f"GNOME has no thumbnailer for {content_type}.")
# Raises an error where the thumbnailer makes none.
picture = factory.generate_thumbnail(file.get_uri(), content_type, None)
print(f"{content_type}: {picture.get_width()} × {picture.get_height()} pixels")
if picture.get_width() != 256:
    sys.exit("The thumbnail is not as wide as GNOME wants it.")
