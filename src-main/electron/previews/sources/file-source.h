#pragma once

#include <cstdio>

#include "stored-thumbnail.h"

namespace kioku {

/** A file on the disk, which is open as long as this lives. */
class FileSource final : public Source {
 public:
  explicit FileSource(const char* path) : file_(std::fopen(path, "rb")) {}
  FileSource(const FileSource&) = delete;
  FileSource& operator=(const FileSource&) = delete;
  ~FileSource() override {
    if (file_ != nullptr) std::fclose(file_);
  }

  bool isOpen() const { return file_ != nullptr; }

  std::uint64_t size() override {
    if (file_ == nullptr || fseeko(file_, 0, SEEK_END) != 0) return 0;
    const off_t end = ftello(file_);
    return end < 0 ? 0 : static_cast<std::uint64_t>(end);
  }

  bool read(std::uint64_t offset, void* bytes, std::size_t count) override {
    return file_ != nullptr && offset <= INT64_MAX && fseeko(file_, static_cast<off_t>(offset), SEEK_SET) == 0 &&
           std::fread(bytes, 1, count, file_) == count;
  }

 private:
  std::FILE* file_;
};

}  // namespace kioku
