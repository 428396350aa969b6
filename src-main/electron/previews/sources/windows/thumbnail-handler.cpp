/**
 * Shows thumbnails of project files in Explorer: a COM server whose objects read a file by a stream, as Windows wants it, so that they run in a
 * process of their own (dllhost) and not in Explorer's. The installer registers the class; see resources/installer.nsh.
 */
#include <windows.h>

#include <propsys.h>
#include <thumbcache.h>
#include <wincodec.h>

#include <new>

#include "../stored-thumbnail.h"

namespace {

/** {a3c7b2fa-021d-4a43-aec4-c749a96a8e83}, as the installer registers it. */
constexpr CLSID handlerClass = {0xa3c7b2fa, 0x021d, 0x4a43, {0xae, 0xc4, 0xc7, 0x49, 0xa9, 0x6a, 0x8e, 0x83}};

/** The library stays loaded as long as there are any. */
LONG objects = 0;

/** A reference to a COM object, which is given back with it. */
template <typename Interface>
class Reference {
 public:
  Reference() = default;
  Reference(const Reference&) = delete;
  Reference& operator=(const Reference&) = delete;
  ~Reference() { reset(); }

  Interface* operator->() const { return object_; }
  Interface* get() const { return object_; }
  Interface** out() {
    reset();
    return &object_;
  }
  void set(Interface* object) {
    object->AddRef();
    reset();
    object_ = object;
  }

 private:
  void reset() {
    if (object_ != nullptr) object_->Release();
    object_ = nullptr;
  }

  Interface* object_ = nullptr;
};

class Stream final : public kioku::Source {
 public:
  explicit Stream(IStream& stream) : stream_(stream) {}

  std::uint64_t size() override {
    STATSTG found{};
    return SUCCEEDED(stream_.Stat(&found, STATFLAG_NONAME)) ? found.cbSize.QuadPart : 0;
  }

  bool read(std::uint64_t offset, void* bytes, std::size_t count) override {
    LARGE_INTEGER place;
    place.QuadPart = static_cast<LONGLONG>(offset);
    if (place.QuadPart < 0 || FAILED(stream_.Seek(place, STREAM_SEEK_SET, nullptr))) return false;
    // A stream may give less at a time than is asked for, and nothing at its end.
    for (std::size_t done = 0; done < count;) {
      ULONG got = 0;
      const HRESULT result = stream_.Read(static_cast<char*>(bytes) + done, static_cast<ULONG>(count - done), &got);
      if (FAILED(result) || got == 0) return false;
      done += got;
    }
    return true;
  }

 private:
  IStream& stream_;
};

/** Copies a picture into a bitmap as the shell takes them: 32 bits a pixel, rows from the top. */
HRESULT toBitmap(IWICBitmapSource& picture, HBITMAP* bitmap) {
  UINT width = 0;
  UINT height = 0;
  HRESULT result = picture.GetSize(&width, &height);
  if (FAILED(result)) return result;
  BITMAPINFO info{};
  info.bmiHeader.biSize = sizeof info.bmiHeader;
  info.bmiHeader.biWidth = static_cast<LONG>(width);
  info.bmiHeader.biHeight = -static_cast<LONG>(height);
  info.bmiHeader.biPlanes = 1;
  info.bmiHeader.biBitCount = 32;
  info.bmiHeader.biCompression = BI_RGB;
  void* bits = nullptr;
  const HBITMAP made = CreateDIBSection(nullptr, &info, DIB_RGB_COLORS, &bits, nullptr, 0);
  if (made == nullptr) return E_OUTOFMEMORY;
  result = picture.CopyPixels(nullptr, 4 * width, 4 * width * height, static_cast<BYTE*>(bits));
  if (FAILED(result)) DeleteObject(made);
  else *bitmap = made;
  return result;
}

/** Unpacks a PNG by Windows' own decoder, and makes it no wider than `most` pixels. */
HRESULT decode(const kioku::Thumbnail& thumbnail, UINT most, HBITMAP* bitmap) {
  Reference<IWICImagingFactory> factory;
  Reference<IWICStream> stream;
  Reference<IWICBitmapDecoder> decoder;
  Reference<IWICBitmapFrameDecode> frame;
  Reference<IWICFormatConverter> converter;
  Reference<IWICBitmapScaler> scaler;
  HRESULT result = CoCreateInstance(CLSID_WICImagingFactory, nullptr, CLSCTX_INPROC_SERVER, __uuidof(IWICImagingFactory),
                                    reinterpret_cast<void**>(factory.out()));
  if (SUCCEEDED(result)) result = factory->CreateStream(stream.out());
  if (SUCCEEDED(result)) result = stream->InitializeFromMemory(thumbnail.png.get(), static_cast<DWORD>(thumbnail.size));
  if (SUCCEEDED(result))
    result = factory->CreateDecoderFromStream(stream.get(), nullptr, WICDecodeMetadataCacheOnDemand, decoder.out());
  if (SUCCEEDED(result)) result = decoder->GetFrame(0, frame.out());
  if (SUCCEEDED(result)) result = factory->CreateFormatConverter(converter.out());
  // Colours are multiplied by their opacity, so that those of transparent pixels count nothing where several become one.
  if (SUCCEEDED(result))
    result = converter->Initialize(frame.get(), GUID_WICPixelFormat32bppPBGRA, WICBitmapDitherTypeNone, nullptr, 0,
                                   WICBitmapPaletteTypeCustom);
  UINT width = 0;
  UINT height = 0;
  if (SUCCEEDED(result)) result = converter->GetSize(&width, &height);
  if (FAILED(result)) return result;
  if (width <= most) return toBitmap(*converter.get(), bitmap);
  result = factory->CreateBitmapScaler(scaler.out());
  if (SUCCEEDED(result)) result = scaler->Initialize(converter.get(), most, most, WICBitmapInterpolationModeFant);
  return SUCCEEDED(result) ? toBitmap(*scaler.get(), bitmap) : result;
}

/** Shows one file. */
class Handler final : public IInitializeWithStream, public IThumbnailProvider {
 public:
  Handler() { InterlockedIncrement(&objects); }

  HRESULT STDMETHODCALLTYPE QueryInterface(REFIID wanted, void** found) override {
    if (found == nullptr) return E_POINTER;
    if (wanted == __uuidof(IUnknown) || wanted == __uuidof(IInitializeWithStream))
      *found = static_cast<IInitializeWithStream*>(this);
    else if (wanted == __uuidof(IThumbnailProvider))
      *found = static_cast<IThumbnailProvider*>(this);
    else {
      *found = nullptr;
      return E_NOINTERFACE;
    }
    AddRef();
    return S_OK;
  }
  ULONG STDMETHODCALLTYPE AddRef() override { return static_cast<ULONG>(InterlockedIncrement(&references_)); }
  ULONG STDMETHODCALLTYPE Release() override {
    const LONG left = InterlockedDecrement(&references_);
    if (left == 0) delete this;
    return static_cast<ULONG>(left);
  }

  HRESULT STDMETHODCALLTYPE Initialize(IStream* stream, DWORD) override {
    if (stream == nullptr) return E_POINTER;
    if (stream_.get() != nullptr) return HRESULT_FROM_WIN32(ERROR_ALREADY_INITIALIZED);
    stream_.set(stream);
    return S_OK;
  }

  HRESULT STDMETHODCALLTYPE GetThumbnail(UINT most, HBITMAP* bitmap, WTS_ALPHATYPE* alpha) override {
    if (bitmap == nullptr || alpha == nullptr) return E_POINTER;
    *bitmap = nullptr;
    *alpha = WTSAT_ARGB;
    if (stream_.get() == nullptr) return E_UNEXPECTED;
    if (most == 0) return E_INVALIDARG;
    Stream source(*stream_.get());
    // The largest one, because the shell scales pictures down only.
    const kioku::Thumbnail thumbnail = kioku::readThumbnail(source, UINT32_MAX);
    return thumbnail ? decode(thumbnail, most, bitmap) : E_FAIL;
  }

 private:
  ~Handler() { InterlockedDecrement(&objects); }

  LONG references_ = 1;
  Reference<IStream> stream_;
};

/** Makes handlers. There is one of them, which lives as long as the library. */
class Factory final : public IClassFactory {
 public:
  HRESULT STDMETHODCALLTYPE QueryInterface(REFIID wanted, void** found) override {
    if (found == nullptr) return E_POINTER;
    const bool isKnown = wanted == __uuidof(IUnknown) || wanted == __uuidof(IClassFactory);
    *found = isKnown ? static_cast<IClassFactory*>(this) : nullptr;
    if (isKnown) AddRef();
    return isKnown ? S_OK : E_NOINTERFACE;
  }
  ULONG STDMETHODCALLTYPE AddRef() override { return static_cast<ULONG>(InterlockedIncrement(&objects)) + 1; }
  ULONG STDMETHODCALLTYPE Release() override { return static_cast<ULONG>(InterlockedDecrement(&objects)) + 1; }

  HRESULT STDMETHODCALLTYPE CreateInstance(IUnknown* outer, REFIID wanted, void** found) override {
    if (found == nullptr) return E_POINTER;
    *found = nullptr;
    if (outer != nullptr) return CLASS_E_NOAGGREGATION;
    Handler* handler = new (std::nothrow) Handler();
    if (handler == nullptr) return E_OUTOFMEMORY;
    const HRESULT result = handler->QueryInterface(wanted, found);
    handler->Release();
    return result;
  }
  HRESULT STDMETHODCALLTYPE LockServer(BOOL isLocked) override {
    if (isLocked) AddRef();
    else Release();
    return S_OK;
  }
};

Factory factory;

}  // namespace

extern "C" HRESULT STDAPICALLTYPE DllGetClassObject(REFCLSID wantedClass, REFIID wanted, void** found) {
  if (found == nullptr) return E_POINTER;
  *found = nullptr;
  return wantedClass == handlerClass ? factory.QueryInterface(wanted, found) : CLASS_E_CLASSNOTAVAILABLE;
}

extern "C" HRESULT STDAPICALLTYPE DllCanUnloadNow() { return objects == 0 ? S_OK : S_FALSE; }
