; Texts and tables: Windows offers the studio under "Open with", and what opens them by itself stays what it was.
!macro offerFor EXTENSION
  WriteRegStr SHCTX "Software\Classes\Applications\${APP_EXECUTABLE_FILENAME}\SupportedTypes" "${EXTENSION}" ""
!macroend

; Shows thumbnails of project files in Explorer, which runs it in a process of its own. Not every package has it.
!define THUMBNAILS "resources\previews\kioku-thumbnails.dll"
!define THUMBNAIL_CLASS "Software\Classes\CLSID\{a3c7b2fa-021d-4a43-aec4-c749a96a8e83}"
!define THUMBNAIL_HANDLER "Software\Classes\.kioku\ShellEx\{e357fccd-a995-4576-b01f-234630154e96}"

!macro customInstall
  ${If} ${FileExists} "$INSTDIR\${THUMBNAILS}"
    WriteRegStr SHCTX "${THUMBNAIL_CLASS}" "" "${PRODUCT_NAME} thumbnails"
    WriteRegStr SHCTX "${THUMBNAIL_CLASS}\InprocServer32" "" "$INSTDIR\${THUMBNAILS}"
    WriteRegStr SHCTX "${THUMBNAIL_CLASS}\InprocServer32" "ThreadingModel" "Apartment"
    WriteRegStr SHCTX "${THUMBNAIL_HANDLER}" "" "{a3c7b2fa-021d-4a43-aec4-c749a96a8e83}"
  ${EndIf}
  WriteRegStr SHCTX "Software\Classes\Applications\${APP_EXECUTABLE_FILENAME}" "FriendlyAppName" "${PRODUCT_NAME}"
  WriteRegStr SHCTX "Software\Classes\Applications\${APP_EXECUTABLE_FILENAME}\shell\open\command" "" '"$INSTDIR\${APP_EXECUTABLE_FILENAME}" "%1"'
  !insertmacro offerFor ".txt"
  !insertmacro offerFor ".csv"
  !insertmacro offerFor ".tsv"
  !insertmacro offerFor ".jsonl"
  ; Links that lead into the studio.
  WriteRegStr SHCTX "Software\Classes\kioku" "" "URL:${PRODUCT_NAME}"
  WriteRegStr SHCTX "Software\Classes\kioku" "URL Protocol" ""
  WriteRegStr SHCTX "Software\Classes\kioku\shell\open\command" "" '"$INSTDIR\${APP_EXECUTABLE_FILENAME}" "%1"'
  ; SHCNE_ASSOCCHANGED: the shell forgets how it showed such files. electron-builder's uninstaller tells it by itself.
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
!macroend

!macro customUnInstall
  DeleteRegKey SHCTX "${THUMBNAIL_HANDLER}"
  DeleteRegKey /ifempty SHCTX "Software\Classes\.kioku\ShellEx"
  DeleteRegKey SHCTX "${THUMBNAIL_CLASS}"
  DeleteRegKey SHCTX "Software\Classes\Applications\${APP_EXECUTABLE_FILENAME}"
  DeleteRegKey SHCTX "Software\Classes\kioku"
!macroend
