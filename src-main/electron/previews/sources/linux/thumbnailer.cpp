/**
 * A thumbnailer as file managers of Linux start it: kioku-thumbnailer PROJECT.kioku PICTURE.png PIXELS. GNOME does so in a sandbox that sees
 * nothing but /usr, the project and a folder for the picture, so that the program needs no library, and takes the picture as wide as it gets it.
 */
#include <cstdio>
#include <cstdlib>

#include "../file-source.h"

namespace {

int fail(const char* why, const char* path) {
  std::fprintf(stderr, "%s: %s\n", path, why);
  return 1;
}

}  // namespace

int main(int count, char** words) {
  const unsigned long pixels = count == 4 ? std::strtoul(words[3], nullptr, 10) : 0;
  if (pixels == 0 || pixels > 1 << 20) {
    std::fputs("usage: kioku-thumbnailer PROJECT.kioku PICTURE.png PIXELS\n", stderr);
    return 2;
  }
  kioku::FileSource project(words[1]);
  if (!project.isOpen()) return fail("cannot be read", words[1]);
  const kioku::Thumbnail thumbnail = kioku::readThumbnail(project, static_cast<std::uint32_t>(pixels));
  if (!thumbnail) return fail("has no thumbnail", words[1]);
  std::FILE* picture = std::fopen(words[2], "wb");
  if (picture == nullptr) return fail("cannot be written", words[2]);
  const bool isWritten = std::fwrite(thumbnail.png.get(), 1, thumbnail.size, picture) == thumbnail.size;
  return std::fclose(picture) == 0 && isWritten ? 0 : fail("cannot be written", words[2]);
}
