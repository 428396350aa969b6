#pragma once

#import <Foundation/Foundation.h>

/** Returns the picture of a project as PNG, 512 pixels wide; nil where it has none. */
NSData *_Nullable projectPicture(NSURL *_Nonnull project);

/** The error of a file that has no picture, for which the system shows its icon. */
NSError *_Nonnull noPicture(void);
