#!/bin/sh
# Brings the catalogues of the site up to date after a change of words: the English one, to be
# translated where it is empty, and the French one, which is the site's own sentences with the
# spaces and the apostrophes of French. Needs gettext (Debian's package `gettext`); about a minute.
set -eu
cd "$(dirname "$0")/.."
racine=$PWD
composer='import sys; from opposable.ecrit.typographie import composer
sys.stdin.reconfigure(encoding="utf-8"); sys.stdout.reconfigure(encoding="utf-8")
dit = sys.stdin.read().replace("%(", "\ue000(")  # a place to fill is no percentage
sys.stdout.write(composer(dit).replace("\ue000(", "%("))'

cd "$racine/src/opposable/web"
rm -f locale/fr/LC_MESSAGES/django.po
mkdir -p locale/fr/LC_MESSAGES
"$racine/.venv/bin/python" "$racine/manage.py" makemessages -l en -l fr \
  --no-wrap --no-location --no-obsolete
cd locale/fr/LC_MESSAGES
msgen --no-wrap django.po \
  | msgfilter --no-wrap "$racine/.venv/bin/python" -c "$composer" \
  | sed -e '/^#, fuzzy$/d' -e '1,/^msgid/{/^#/d}' -e 's/"Language: /&fr/' \
    -e 's/PACKAGE VERSION/opposable/' -e '/^"\(PO-Rev\|Last-T\|Language-T\)/d' >compose.po
{ echo "# The site in French: its own sentences, composed by scripts/francais.sh."; cat compose.po; } >django.po
rm compose.po
for langue in en fr; do
  msgfmt --check-format -o "../../$langue/LC_MESSAGES/django.mo" "../../$langue/LC_MESSAGES/django.po"
done
