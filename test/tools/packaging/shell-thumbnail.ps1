# Asks Windows for the thumbnail of a file, as Explorer does, in its process for thumbnails: shell-thumbnail.ps1 FILE. Fails where there is none
# but an icon.
param([Parameter(Mandatory)] [string] $File)

Add-Type -TypeDefinition @'
using System;
using System.Runtime.InteropServices;

public static class ShellThumbnail
{
    [ComImport, Guid("bcc18b79-ba16-442f-80c4-8a59c30c463b"), InterfaceType(ComInterfaceType.InterfaceIsIUnknown)]
    interface IShellItemImageFactory
    {
        void GetImage(Size size, int flags, out IntPtr bitmap);
    }

    [StructLayout(LayoutKind.Sequential)]
    struct Size { public int Width, Height; }

    [StructLayout(LayoutKind.Sequential)]
    struct Bitmap { public int Type, Width, Height, WidthBytes; public short Planes, BitsPixel; public IntPtr Bits; }

    [DllImport("shell32.dll", CharSet = CharSet.Unicode, PreserveSig = false)]
    static extern void SHCreateItemFromParsingName(string path, IntPtr context, ref Guid wanted,
        [MarshalAs(UnmanagedType.Interface)] out IShellItemImageFactory item);

    [DllImport("gdi32.dll", EntryPoint = "GetObjectW")]
    static extern int GetObject(IntPtr handle, int size, out Bitmap bitmap);

    public static int WidthOf(string path)
    {
        const int thumbnailOnly = 8;
        Guid wanted = typeof(IShellItemImageFactory).GUID;
        IShellItemImageFactory item;
        SHCreateItemFromParsingName(path, IntPtr.Zero, ref wanted, out item);
        IntPtr handle;
        item.GetImage(new Size { Width = 256, Height = 256 }, thumbnailOnly, out handle);
        Bitmap bitmap;
        GetObject(handle, Marshal.SizeOf(typeof(Bitmap)), out bitmap);
        return bitmap.Width;
    }
}
'@

$width = [ShellThumbnail]::WidthOf((Resolve-Path $File).Path)
Write-Output "The thumbnail is $width pixels wide."
if ($width -ne 256) { throw 'It is not as wide as Explorer wants it.' }
