import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { OpenAPIObject } from '@nestjs/swagger';
import { loopbackAccess } from '../access/open-access.ts';
import { HttpModule } from '../http-module.ts';
import { apiDocument } from './api-document.ts';

/** Nothing is asked of it while the API is described. */
const UNASKED = {} as never;

/** The description of the API without a store and without listening. */
export const describedApi = async (): Promise<OpenAPIObject> => {
  const module = HttpModule.register({
    reading: UNASKED,
    operating: UNASKED,
    access: loopbackAccess(),
    stream: UNASKED,
  });
  const app = await NestFactory.create(module, new FastifyAdapter(), { logger: false, abortOnError: false });
  return apiDocument(app);
};
