/**
 * Reads the thumbnail of each file that is named, whose content lies in memory that ends with it, and writes the thumbnail to the file's name
 * with .png. Built with sanitizers, it ends at the first byte that is read elsewhere.
 */
#include <cstdio>
#include <cstring>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "../../../src-main/electron/previews/sources/stored-thumbnail.h"

namespace {

class Memory final : public kioku::Source {
 public:
  explicit Memory(const std::vector<char>& bytes) : bytes_(bytes) {}
  std::uint64_t size() override { return bytes_.size(); }
  bool read(std::uint64_t offset, void* to, std::size_t count) override {
    if (offset > bytes_.size() || count > bytes_.size() - offset) return false;
    std::memcpy(to, bytes_.data() + offset, count);
    return true;
  }

 private:
  const std::vector<char>& bytes_;
};

}  // namespace

int main(int count, char** paths) {
  for (int n = 1; n < count; n++) {
    std::ifstream file(paths[n], std::ios::binary);
    const std::vector<char> bytes{std::istreambuf_iterator<char>(file), {}};
    Memory memory(bytes);
    if (const kioku::Thumbnail thumbnail = kioku::readThumbnail(memory, 128)) {
      std::ofstream(std::string(paths[n]) + ".png", std::ios::binary)
          .write(reinterpret_cast<const char*>(thumbnail.png.get()), static_cast<std::streamsize>(thumbnail.size));
    }
  }
}
