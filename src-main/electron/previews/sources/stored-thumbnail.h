#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>

/**
 * Finds the thumbnail in a project file, which is a ZIP archive after PKWARE's APPNOTE 6.3. The archive may come from anywhere: every offset and
 * every size is checked before it is used, and no more is read than there is room for here. Nothing is unpacked, since the thumbnail is stored as
 * it is.
 */
namespace kioku {

/** The bytes of a file, wherever they lie. */
class Source {
 public:
  virtual ~Source() = default;
  virtual std::uint64_t size() = 0;
  /** Reads all of `count` bytes at `offset`. Returns whether they were there. */
  virtual bool read(std::uint64_t offset, void* bytes, std::size_t count) = 0;
};

struct Thumbnail {
  std::unique_ptr<std::uint8_t[]> png;
  std::size_t size = 0;

  explicit operator bool() const { return png != nullptr; }
};

/**
 * Returns the largest thumbnail that is not wider than `pixels`, or the smallest, as PNG; its checksum and dimensions have been looked at. None
 * where there is none, or a wrong one.
 */
Thumbnail readThumbnail(Source& source, std::uint32_t pixels);

}  // namespace kioku
