#!/bin/sh
# Makes the files that the tests of formats read, with the programs that people make such files with:
# Debian 12's pandoc 2.17, LibreOffice 7.4, FFmpeg 5.1, qpdf 11.3, gzip, zstd and iconv, PyPI’s pyarrow 25.0.1, and the fonts of fonts-noto-cjk and fonts-dejavu.
set -eu
cd "$(dirname "$0")"
python3 -c 'import base64; open("boat.png", "wb").write(base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAEUlEQVR42mPQsDmBFTEMLQkAJntLAWOwtngAAAAASUVORK5CYII="))'
for ending in docx epub html; do pandoc --standalone story.md --output "story.$ending"; done
pandoc --from html+raw_html neko.html --output neko.epub
soffice --headless --convert-to docx letter.fodt
soffice --headless --convert-to pdf letter.fodt
soffice --headless --convert-to pdf scan.fodt
soffice --headless --convert-to txt:Text:UTF8 letter.docx
qpdf --encrypt secret secret 256 -- letter.pdf letter-encrypted.pdf
ffmpeg -nostdin -loglevel error -y -i harbour.srt harbour.vtt
iconv -f UTF-8 -t SHIFT_JIS neko.html > neko.shift_jis.html
iconv -f UTF-8 -t SHIFT_JIS minato.srt > minato.shift_jis.srt
gzip --keep --force --no-name harbour.srt
zstd --quiet --force harbour.srt
python3 make-reviews.py
rm boat.png
