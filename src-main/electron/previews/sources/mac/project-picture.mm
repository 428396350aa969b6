#import "project-picture.h"

#include "../file-source.h"

NSData *projectPicture(NSURL *project) {
  kioku::FileSource source(project.fileSystemRepresentation);
  const kioku::Thumbnail thumbnail = kioku::readThumbnail(source, UINT32_MAX);
  return thumbnail ? [NSData dataWithBytes:thumbnail.png.get() length:thumbnail.size] : nil;
}

NSError *noPicture(void) {
  return [NSError errorWithDomain:NSCocoaErrorDomain code:NSFileReadCorruptFileError userInfo:nil];
}
