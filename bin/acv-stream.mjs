#!/usr/bin/env node
// @ts-check

/** The services of the project. Every other first argument is a command of `acv`. */
const SERVICES = ['api', 'processor', 'producer', 'snapshotter', 'webhooks'];

const [node = '', file = '', first = '', ...rest] = process.argv;
const isService = SERVICES.includes(first);
process.argv = isService ? [node, file, ...rest] : process.argv;
await import(`../dist/apps/${isService ? first : 'cli'}/src/main.js`);
