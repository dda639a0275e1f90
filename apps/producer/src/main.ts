import { kafkaClient, RecordSender } from '@app/messaging';
import { kafkaConnection } from '@app/host';
import { runProducer } from './run-producer.ts';
import type { OpenSender } from './sender-of.ts';

const openSender: OpenSender = async (settings, logger) =>
  RecordSender.connect(kafkaClient(await kafkaConnection(settings.kafka), logger));

const stop = new AbortController();
process.once('SIGTERM', () => stop.abort());
process.once('SIGINT', () => stop.abort());

process.exitCode = await runProducer(openSender, {
  args: process.argv.slice(2),
  environment: process.env,
  signal: stop.signal,
  print: (text) => void process.stderr.write(text),
  write: (text) => void process.stdout.write(text),
});
