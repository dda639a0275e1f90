import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { z } from 'zod';
import { version } from '@app/platform';
import { Problem } from '../problems/problem.ts';
import { described } from './described-operation.ts';

/** The schema of a parameter or an answer, as JSON Schema of the dialect that OpenAPI 3.1 has. */
const converted = (schema: unknown, io: 'input' | 'output') => {
  if (!(schema instanceof z.ZodType)) return undefined;
  const { $defs, $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io, target: 'draft-2020-12' });
  return { schema: rest, components: $defs ?? {} };
};

type Schemas = NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>;

const problemSchemas = (): Schemas => {
  const json = JSON.stringify(z.toJSONSchema(Problem, { target: 'draft-2020-12' }));
  const { $defs } = JSON.parse(json.replaceAll('#/$defs/', '#/components/schemas/')) as Readonly<{ $defs: Schemas }>;
  return $defs;
};

/** The other forms of a list have the same description. */
const isOtherForm = (path: string): boolean => path.endsWith('.csv') || path.endsWith('.ndjson');

/** The description of the API in OpenAPI 3.1, from the schemas that check requests and shape answers. */
export const apiDocument = (app: INestApplication): OpenAPIObject => {
  const config = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('acv-stream')
    .setDescription('The annual contract value of a business: what it is, how it moved, and why.')
    .setVersion(version())
    .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
    .addServer('/')
    .addBearerAuth({ type: 'http', scheme: 'bearer' }, 'token')
    .addCookieAuth('acv_session', { type: 'apiKey', in: 'cookie' }, 'session')
    .build();
  const { paths, components, ...rest } = SwaggerModule.createDocument(app, config, {
    standardSchemaConverter: (schema, { schemaType }) => converted(schema, schemaType),
  });
  return {
    ...rest,
    paths: Object.fromEntries(
      Object.entries(paths)
        .filter(([path]) => !isOtherForm(path))
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
        .map(([path, item]) => [path, described(item)]),
    ),
    components: { ...components, schemas: { ...components?.schemas, ...problemSchemas() } },
  };
};
