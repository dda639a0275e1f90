import { startKafka, startPostgres } from './services.mjs';

export default async () => {
  await Promise.all([startPostgres(), startKafka()]);
};
