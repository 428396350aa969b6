/** Shows thumbnails of project files in the Finder, and wherever else the system has thumbnails of files. */
#import <AppKit/AppKit.h>
#import <QuickLookThumbnailing/QuickLookThumbnailing.h>

#import "project-picture.h"

/** The extension's Info.plist names this class. */
@interface KiokuThumbnailProvider : QLThumbnailProvider
@end

@implementation KiokuThumbnailProvider

- (void)provideThumbnailForFileRequest:(QLFileThumbnailRequest *)request
                     completionHandler:(void (^)(QLThumbnailReply *_Nullable, NSError *_Nullable))handler {
  NSData *png = projectPicture(request.fileURL);
  NSImage *picture = png == nil ? nil : [[NSImage alloc] initWithData:png];
  if (picture == nil) {
    handler(nil, noPicture());
    return;
  }
  const CGFloat side = MIN(request.maximumSize.width, request.maximumSize.height);
  handler([QLThumbnailReply replyWithContextSize:CGSizeMake(side, side)
                      currentContextDrawingBlock:^BOOL {
                        [picture drawInRect:NSMakeRect(0, 0, side, side)];
                        return YES;
                      }],
          nil);
}

@end
