import { Option } from 'commander';

/** A topic that the command line names, or the environment of the services. */
export const topicOption = (name: string, variable: string, topic: string): Option =>
  new Option(`--${name} <topic>`, `the topic for ${name.replace('-topic', '')}`).env(variable).default(topic);
