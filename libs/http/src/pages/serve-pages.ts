import { sep } from 'node:path';
import staticFiles, { type FastifyStaticOptions } from '@fastify/static';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { builtFolder } from './built-folder.ts';

/** The bundler names these files after their content. */
const NAMED_BY_CONTENT = `${sep}assets${sep}`;

const setHeaders: FastifyStaticOptions['setHeaders'] = (reply, path) => {
  const isLasting = path.includes(NAMED_BY_CONTENT);
  void reply.header('cache-control', isLasting ? 'public, max-age=31536000, immutable' : 'no-cache');
};

/** Serves the page at `/` if it is built. */
export const servePages = async (app: NestFastifyApplication): Promise<void> => {
  const root = builtFolder('dashboard', 'index.html');
  // Each file is a route of its own, so every other path is answered as the API answers it.
  if (root !== null) await app.register(staticFiles, { root, wildcard: false, cacheControl: false, setHeaders });
};
