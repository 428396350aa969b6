/** Shows the picture of a project file in Quick Look, as the space bar opens it. */
#import <Quartz/Quartz.h>
#import <UniformTypeIdentifiers/UniformTypeIdentifiers.h>

#import "project-picture.h"

/** The extension's Info.plist names this class. */
@interface KiokuPreviewProvider : QLPreviewProvider <QLPreviewingController>
@end

@implementation KiokuPreviewProvider

- (void)providePreviewForFileRequest:(QLFilePreviewRequest *)request
                   completionHandler:(void (^)(QLPreviewReply *_Nullable, NSError *_Nullable))handler {
  NSData *png = projectPicture(request.fileURL);
  if (png == nil) {
    handler(nil, noPicture());
    return;
  }
  QLPreviewReply *reply = [[QLPreviewReply alloc]
      initWithDataOfContentType:UTTypePNG
                    contentSize:CGSizeMake(512, 512)
              dataCreationBlock:^NSData *_Nullable(QLPreviewReply *_Nonnull, NSError *_Nullable *_Nullable) { return png; }];
  handler(reply, nil);
}

@end
