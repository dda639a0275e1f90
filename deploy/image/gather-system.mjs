// @ts-check
// Gathers what an image needs of a system to run Node, and nothing else: `node gather-system.mjs FOLDER`.
import { chmodSync, copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const [, , folder = ''] = process.argv;
if (folder === '') throw new Error('Name the folder to gather the files in.');

/** Takes a file, not the link to it. @param {string} file @param {string} [as] */
const take = (file, as = file) => {
  const to = join(folder, as);
  mkdirSync(dirname(to), { recursive: true });
  copyFileSync(file, to);
};

/** @param {string} file @param {string} text */
const write = (file, text) => writeFileSync(join(folder, file), text);

// Node's own report names the libraries that it has loaded. The one of the kernel is no file.
const { sharedObjects } = /** @type {{ sharedObjects: readonly string[] }} */ (process.report.getReport());
for (const library of sharedObjects.filter((name) => name.startsWith('/'))) take(library);
take(process.execPath, '/usr/local/bin/node');

mkdirSync(join(folder, 'etc'), { recursive: true });
write('etc/passwd', 'root:x:0:0:root:/:/sbin/nologin\nnode:x:1000:1000:node:/tmp:/sbin/nologin\n');
write('etc/group', 'root:x:0:\nnode:x:1000:\n');
write('etc/nsswitch.conf', 'passwd: files\ngroup: files\nhosts: files dns\n');
mkdirSync(join(folder, 'tmp'));
chmodSync(join(folder, 'tmp'), 0o1777);
