import { type OpenSender, runProducer } from './run-producer.ts';

const openSender: OpenSender = () => Promise.reject(new Error('There is no sender yet.'));

const stop = new AbortController();
process.once('SIGTERM', () => stop.abort());
process.once('SIGINT', () => stop.abort());

process.exitCode = await runProducer(openSender, {
  args: process.argv.slice(2),
  environment: process.env,
  signal: stop.signal,
  print: (text) => void process.stderr.write(text),
});
