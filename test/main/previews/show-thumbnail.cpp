/**
 * Asks the thumbnail handler as Explorer does: show-thumbnail LIBRARY|registered PROJECT.kioku PIXELS PICTURE. Writes the picture's width and
 * height, 32 bits each, and its pixels in the order of blue, green, red and opacity; rows from the top.
 */
#include <windows.h>

#include <propsys.h>
#include <shlwapi.h>
#include <thumbcache.h>

#include <cstdio>
#include <cstdlib>
#include <cwchar>

namespace {

constexpr CLSID handlerClass = {0xa3c7b2fa, 0x021d, 0x4a43, {0xae, 0xc4, 0xc7, 0x49, 0xa9, 0x6a, 0x8e, 0x83}};

void check(HRESULT result, const char* step) {
  if (SUCCEEDED(result)) return;
  std::printf("%s: %08lx\n", step, static_cast<unsigned long>(result));
  std::exit(1);
}

}  // namespace

int wmain(int count, wchar_t** words) {
  if (count != 5) return 2;
  check(CoInitializeEx(nullptr, COINIT_APARTMENTTHREADED), "CoInitializeEx");
  IInitializeWithStream* handler = nullptr;
  HMODULE library = nullptr;
  if (std::wcscmp(words[1], L"registered") == 0) {
    check(CoCreateInstance(handlerClass, nullptr, CLSCTX_INPROC_SERVER, __uuidof(IInitializeWithStream),
                           reinterpret_cast<void**>(&handler)),
          "CoCreateInstance");
  } else {
    library = LoadLibraryW(words[1]);
    if (library == nullptr) check(HRESULT_FROM_WIN32(GetLastError()), "LoadLibrary");
    using Getter = HRESULT(STDAPICALLTYPE*)(REFCLSID, REFIID, void**);
    const auto getClass = reinterpret_cast<Getter>(reinterpret_cast<void*>(GetProcAddress(library, "DllGetClassObject")));
    IClassFactory* factory = nullptr;
    if (getClass(GUID{}, __uuidof(IClassFactory), reinterpret_cast<void**>(&factory)) != CLASS_E_CLASSNOTAVAILABLE) return 3;
    check(getClass(handlerClass, __uuidof(IClassFactory), reinterpret_cast<void**>(&factory)), "DllGetClassObject");
    check(factory->CreateInstance(nullptr, __uuidof(IInitializeWithStream), reinterpret_cast<void**>(&handler)),
          "CreateInstance");
    factory->Release();
  }
  IStream* stream = nullptr;
  check(SHCreateStreamOnFileEx(words[2], STGM_READ | STGM_SHARE_DENY_NONE, 0, FALSE, nullptr, &stream), "the file");
  check(handler->Initialize(stream, STGM_READ), "Initialize");
  stream->Release();
  IThumbnailProvider* provider = nullptr;
  check(handler->QueryInterface(__uuidof(IThumbnailProvider), reinterpret_cast<void**>(&provider)), "QueryInterface");
  HBITMAP bitmap = nullptr;
  WTS_ALPHATYPE alpha = WTSAT_UNKNOWN;
  check(provider->GetThumbnail(static_cast<UINT>(std::wcstoul(words[3], nullptr, 10)), &bitmap, &alpha), "GetThumbnail");
  DIBSECTION section{};
  if (alpha != WTSAT_ARGB || GetObjectW(bitmap, sizeof section, &section) != sizeof section) return 4;
  const BITMAP& found = section.dsBm;
  if (found.bmBitsPixel != 32 || found.bmWidthBytes != 4 * found.bmWidth) return 5;
  std::FILE* picture = _wfopen(words[4], L"wb");
  std::fwrite(&found.bmWidth, 4, 1, picture);
  std::fwrite(&found.bmHeight, 4, 1, picture);
  std::fwrite(found.bmBits, 4, static_cast<std::size_t>(found.bmWidth) * found.bmHeight, picture);
  std::fclose(picture);
  DeleteObject(bitmap);
  provider->Release();
  handler->Release();
  // With nothing left of it, the library may go.
  if (library != nullptr) {
    using Asker = HRESULT(STDAPICALLTYPE*)();
    const auto canUnload = reinterpret_cast<Asker>(reinterpret_cast<void*>(GetProcAddress(library, "DllCanUnloadNow")));
    if (canUnload() != S_OK) return 6;
  }
  CoUninitialize();
  return 0;
}
