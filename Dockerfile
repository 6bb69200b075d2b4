# The site as a service: granian, as a user without rights, on a file system that may be read-only.
FROM python:3.12-slim AS construction
WORKDIR /construction
RUN pip install --no-cache-dir uv==0.13.9
COPY pyproject.toml hatch_build.py uv.lock README.md LICENSE LICENSE-DATA.md NOTICE ./
COPY src src
RUN uv sync --frozen --no-default-groups --no-editable --extra site \
    && OPPOSABLE_EMPREINTES=1 OPPOSABLE_VAR=/construction/var \
       .venv/bin/python -m django collectstatic --noinput --settings opposable.web.settings

FROM python:3.12-slim
RUN useradd --system --uid 10001 --home-dir /var/lib/opposable --create-home opposable
COPY --from=construction /construction/.venv /construction/.venv
COPY --from=construction --chown=opposable /construction/var /var/lib/opposable
ENV PATH=/construction/.venv/bin:$PATH \
    DJANGO_SETTINGS_MODULE=opposable.web.settings \
    OPPOSABLE_PRODUCTION=1 \
    OPPOSABLE_VAR=/var/lib/opposable
USER opposable
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
  CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8000/sante/vie')"]
CMD ["opposable", "serve", "--adresse", "0.0.0.0", "--port", "8000", "--processus", "2"]
