#include "stored-thumbnail.h"

#include <cstring>
#include <iterator>
#include <new>
#include <utility>

namespace kioku {
namespace {

/** The sizes of the thumbnail, from the largest, and the names of their entries. */
struct Size {
  std::uint32_t pixels;
  const char* name;
};
constexpr Size sizes[] = {
    {512, "Thumbnails/thumbnail.png"}, {256, "Thumbnails/thumbnail-256.png"}, {128, "Thumbnails/thumbnail-128.png"}};
constexpr std::size_t longestName = 32;

/** A hundred times what the studio's own have. */
constexpr std::uint32_t mostBytes = 4u << 20;
/** More entries than any run has tensors. */
constexpr std::uint64_t mostEntries = 1u << 20;

/** The parts of an archive that have a fixed length, in bytes, and what they begin with. */
constexpr std::size_t endLength = 22;
constexpr std::size_t end64Length = 56;
constexpr std::size_t locator64Length = 20;
constexpr std::size_t entryLength = 46;
constexpr std::size_t localLength = 30;
constexpr std::uint32_t endSignature = 0x06054b50;
constexpr std::uint32_t end64Signature = 0x06064b50;
constexpr std::uint32_t locator64Signature = 0x07064b50;
constexpr std::uint32_t entrySignature = 0x02014b50;
constexpr std::uint32_t localSignature = 0x04034b50;
constexpr std::size_t longestComment = 0xffff;

std::uint16_t number16(const std::uint8_t* bytes) { return static_cast<std::uint16_t>(bytes[0] | bytes[1] << 8); }
std::uint32_t number32(const std::uint8_t* bytes) {
  return number16(bytes) | static_cast<std::uint32_t>(number16(bytes + 2)) << 16;
}
std::uint64_t number64(const std::uint8_t* bytes) {
  return number32(bytes) | static_cast<std::uint64_t>(number32(bytes + 4)) << 32;
}
/** PNG writes the highest byte first. */
std::uint32_t bigEndian32(const std::uint8_t* bytes) {
  return static_cast<std::uint32_t>(bytes[0]) << 24 | bytes[1] << 16 | bytes[2] << 8 | bytes[3];
}

std::unique_ptr<std::uint8_t[]> allocate(std::size_t count) {
  return std::unique_ptr<std::uint8_t[]>(new (std::nothrow) std::uint8_t[count]);
}

/** The place of the list of entries. */
struct Directory {
  std::uint64_t offset;
  std::uint64_t size;
  std::uint64_t entries;
};

/** A record before the end of the archive tells in 64 bits the place of a list that 32 cannot tell. */
bool readDirectory64(Source& source, std::uint64_t end, Directory& directory) {
  std::uint8_t locator[locator64Length];
  if (end < locator64Length || !source.read(end - locator64Length, locator, sizeof locator)) return false;
  const std::uint64_t place = number64(locator + 8);
  std::uint8_t record[end64Length];
  if (number32(locator) != locator64Signature) return false;
  if (place > end - locator64Length || end - locator64Length - place < end64Length) return false;
  if (!source.read(place, record, sizeof record) || number32(record) != end64Signature) return false;
  directory = {number64(record + 48), number64(record + 40), number64(record + 32)};
  return directory.offset <= place && directory.size <= place - directory.offset;
}

/** The archive ends with a record of the list, and a comment behind it. */
bool readDirectory(Source& source, Directory& directory) {
  const std::uint64_t size = source.size();
  if (size < endLength) return false;
  const std::size_t count = static_cast<std::size_t>(size < endLength + longestComment ? size : endLength + longestComment);
  const auto tail = allocate(count);
  if (!tail || !source.read(size - count, tail.get(), count)) return false;
  for (std::size_t place = count - endLength + 1; place-- > 0;) {
    const std::uint8_t* record = tail.get() + place;
    if (number32(record) != endSignature || number16(record + 20) != count - place - endLength) continue;
    const std::uint64_t end = size - count + place;
    directory = {number32(record + 16), number32(record + 12), number16(record + 10)};
    const bool isLong = directory.offset == 0xffffffff || directory.size == 0xffffffff || directory.entries == 0xffff;
    if (isLong) return readDirectory64(source, end, directory);
    return directory.offset <= end && directory.size <= end - directory.offset;
  }
  return false;
}

/** An entry's name, which is no longer than `longestName`. */
struct Name {
  const char* text;
  std::size_t length;

  bool equals(const std::uint8_t* bytes, std::size_t count) const {
    return count == length && std::memcmp(bytes, text, length) == 0;
  }
};

/** An entry that is stored as it is. */
struct Entry {
  std::uint32_t checksum;
  std::uint32_t size;
  std::uint32_t offset;
};

/** Returns whether exactly one entry has the name, and is stored as it is. */
bool findEntry(Source& source, const Directory& directory, const Name& name, Entry& found) {
  if (directory.entries > mostEntries) return false;
  bool isFound = false;
  std::uint64_t place = directory.offset;
  const std::uint64_t end = directory.offset + directory.size;
  for (std::uint64_t entry = 0; entry < directory.entries; entry++) {
    std::uint8_t record[entryLength + longestName];
    if (end - place < entryLength || !source.read(place, record, entryLength)) return false;
    if (number32(record) != entrySignature) return false;
    const std::uint64_t nameLength = number16(record + 28);
    const std::uint64_t length = entryLength + nameLength + number16(record + 30) + number16(record + 32);
    if (length > end - place) return false;
    if (nameLength == name.length) {
      if (!source.read(place + entryLength, record + entryLength, name.length)) return false;
      if (name.equals(record + entryLength, name.length)) {
        const bool isEncrypted = (number16(record + 8) & 1) != 0;
        const bool isPacked = number16(record + 10) != 0 || number32(record + 20) != number32(record + 24);
        if (isFound || isEncrypted || isPacked) return false;
        isFound = true;
        found = {number32(record + 16), number32(record + 24), number32(record + 42)};
      }
    }
    place += length;
  }
  return isFound;
}

/** The archive says before each content once more what it is. */
bool findContent(Source& source, const Directory& directory, const Name& name, const Entry& entry, std::uint64_t& content) {
  std::uint8_t record[localLength + longestName];
  const std::size_t length = localLength + name.length;
  if (!source.read(entry.offset, record, length) || number32(record) != localSignature) return false;
  if (!name.equals(record + localLength, number16(record + 26))) return false;
  content = std::uint64_t{entry.offset} + length + number16(record + 28);
  return content <= directory.offset && entry.size <= directory.offset - content;
}

/** CRC-32 as ZIP and PNG have it: the polynomial 0xEDB88320, bits from the lowest. */
std::uint32_t checksumOf(const std::uint8_t* bytes, std::size_t count) {
  std::uint32_t sum = ~std::uint32_t{0};
  for (std::size_t n = 0; n < count; n++) {
    sum ^= bytes[n];
    for (int bit = 0; bit < 8; bit++) sum = sum >> 1 ^ (0xedb88320 & (0 - (sum & 1)));
  }
  return ~sum;
}

/** Whoever unpacks the picture takes as much memory as its head tells, which therefore has to be the size that was asked for. */
bool isPng(const std::uint8_t* bytes, std::size_t count, std::uint32_t pixels) {
  static constexpr std::uint8_t head[] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 0, 0, 13, 'I', 'H', 'D', 'R'};
  if (count < sizeof head + 8 || std::memcmp(bytes, head, sizeof head) != 0) return false;
  return bigEndian32(bytes + sizeof head) == pixels && bigEndian32(bytes + sizeof head + 4) == pixels;
}

}  // namespace

Thumbnail readThumbnail(Source& source, std::uint32_t pixels) {
  const Size* size = sizes;
  while (size->pixels > pixels && size + 1 < std::end(sizes)) size++;
  const Name name{size->name, std::strlen(size->name)};
  Directory directory{};
  Entry entry{};
  std::uint64_t content = 0;
  if (!readDirectory(source, directory) || !findEntry(source, directory, name, entry)) return {};
  if (entry.size > mostBytes || !findContent(source, directory, name, entry, content)) return {};
  auto png = allocate(entry.size);
  if (!png || !source.read(content, png.get(), entry.size)) return {};
  if (checksumOf(png.get(), entry.size) != entry.checksum) return {};
  if (!isPng(png.get(), entry.size, size->pixels)) return {};
  return {std::move(png), entry.size};
}

}  // namespace kioku
