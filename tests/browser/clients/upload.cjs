// Uploads a file by tus-js-client: `node upload.cjs ADDRESS TOKEN FILE CHUNK`. Each answer that it gets is a line of JSON.
"use strict";

const fs = require("node:fs");
const path = require("node:path");
const tus = require("tus-js-client");

const [endpoint, token, file, chunk] = process.argv.slice(2);
const say = (line) => console.log(JSON.stringify(line));

const upload = new tus.Upload(fs.createReadStream(file), {
  endpoint,
  headers: { Authorization: `Bearer ${token}` },
  metadata: { filename: path.basename(file) },
  chunkSize: Number(chunk),
  retryDelays: [0, 200, 500, 1000, 2000],
  onAfterResponse: (request, response) =>
    say({
      method: request.getMethod(),
      status: response.getStatus(),
      offset: Number(response.getHeader("Upload-Offset")),
    }),
  onError: (error) => {
    console.error(String(error));
    process.exitCode = 1;
  },
});
upload.start();
