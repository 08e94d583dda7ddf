# One image for the API, the worker and the scheduler; compose.yaml says which is which.
FROM python:3.11-slim AS build
ARG TORCH_INDEX_URL=""
WORKDIR /src
COPY constraints.txt pyproject.toml README.md LICENSE NOTICE.md settings.py ./
COPY nlp nlp
COPY models models
COPY workers workers
COPY api api
COPY evaluation evaluation
RUN python -m venv /opt/kikitori \
 && PIP_EXTRA_INDEX_URL="$TORCH_INDEX_URL" /opt/kikitori/bin/pip install --no-cache-dir -c constraints.txt torch \
 && /opt/kikitori/bin/pip install --no-cache-dir -c constraints.txt .

FROM python:3.11-slim
RUN useradd --system --create-home --uid 10001 kikitori && mkdir /data && chown kikitori /data
COPY --from=build /opt/kikitori /opt/kikitori
ENV PATH=/opt/kikitori/bin:$PATH OMP_NUM_THREADS=1 PYTHONUNBUFFERED=1 \
    KIKITORI_ENVIRONMENT=production KIKITORI_DATA_DIR=/data KIKITORI_HOST=0.0.0.0
USER kikitori
VOLUME /data
EXPOSE 8765
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s \
  CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8765/readyz', timeout=4)"]
CMD ["kikitori", "serve"]
