/**
 * A thumbnailer as file managers of Linux start it: kioku-thumbnailer PROJECT.kioku PICTURE.png PIXELS. GNOME does so in a sandbox that sees
 * nothing but /usr, the project and a folder for the picture, so that the program needs no library, and takes the picture as wide as it gets it.
 */
#include <cstdio>
#include <cstdlib>

#include "../stored-thumbnail.h"

namespace {

class File final : public kioku::Source {
 public:
  explicit File(std::FILE* file) : file_(file) {}

  std::uint64_t size() override {
    if (fseeko(file_, 0, SEEK_END) != 0) return 0;
    const off_t end = ftello(file_);
    return end < 0 ? 0 : static_cast<std::uint64_t>(end);
  }

  bool read(std::uint64_t offset, void* bytes, std::size_t count) override {
    return offset <= INT64_MAX && fseeko(file_, static_cast<off_t>(offset), SEEK_SET) == 0 &&
           std::fread(bytes, 1, count, file_) == count;
  }

 private:
  std::FILE* file_;
};

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
  std::FILE* project = std::fopen(words[1], "rb");
  if (project == nullptr) return fail("cannot be read", words[1]);
  File source(project);
  const kioku::Thumbnail thumbnail = kioku::readThumbnail(source, static_cast<std::uint32_t>(pixels));
  std::fclose(project);
  if (!thumbnail) return fail("has no thumbnail", words[1]);
  std::FILE* picture = std::fopen(words[2], "wb");
  if (picture == nullptr) return fail("cannot be written", words[2]);
  const bool isWritten = std::fwrite(thumbnail.png.get(), 1, thumbnail.size, picture) == thumbnail.size;
  return std::fclose(picture) == 0 && isWritten ? 0 : fail("cannot be written", words[2]);
}
