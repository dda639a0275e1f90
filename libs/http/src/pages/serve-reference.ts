import staticFiles from '@fastify/static';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply } from 'fastify';
import { apiDocument } from '../document/api-document.ts';
import { builtFolder } from './built-folder.ts';

const PAGE = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>API reference</title>
    <link rel="icon" href="data:," />
  </head>
  <body>
    <div id="app"></div>
    <script src="/reference/viewer/standalone.js"></script>
    <script src="/reference/start.js"></script>
  </body>
</html>
`;

/** Nothing is asked of another server: no font, no count of visits, no proxy for requests. */
const START = `Scalar.createApiReference('#app', {
  url: '/reference/openapi.json',
  withDefaultFonts: false,
  telemetry: false,
  hideClientButton: true,
  agent: { disabled: true },
});
`;

/** The viewer sets styles of its own in the page. Scripts are as strict as everywhere. */
const CONTENT_POLICY =
  "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; " +
  "object-src 'none'; frame-ancestors 'none'; base-uri 'none'";

/** Serves the description of the API, and if its viewer is built, at `/reference` a page to read it. */
export const serveReference = async (app: NestFastifyApplication): Promise<void> => {
  let document: string | null = null;
  const server = app.getHttpAdapter().getInstance();
  server.get('/reference/openapi.json', async (_request: unknown, reply: FastifyReply) => {
    document ??= JSON.stringify(apiDocument(app));
    return reply.type('application/json; charset=utf-8').send(document);
  });
  const viewer = builtFolder('reference', 'standalone.js');
  if (viewer === null) return;
  await app.register(staticFiles, { root: viewer, prefix: '/reference/viewer/', decorateReply: false });
  server.get('/reference', async (_request: unknown, reply: FastifyReply) =>
    reply.header('content-security-policy', CONTENT_POLICY).type('text/html; charset=utf-8').send(PAGE),
  );
  server.get('/reference/start.js', async (_request: unknown, reply: FastifyReply) =>
    reply.type('text/javascript; charset=utf-8').send(START),
  );
};
