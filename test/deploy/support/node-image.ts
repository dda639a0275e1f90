import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { root } from '../../e2e/support/compose.ts';
import type { Buildah } from './buildah.ts';

const run = promisify(execFile);
/** Folders of the image to mount npm's cache and the certificates of this machine on. */
export const NPM_CACHE = '/npm-cache';
export const CERTIFICATES = '/etc/ssl/certs';

const APPLETS = ['sh', 'env', 'mkdir', 'rm', 'cp', 'ls'];

/** The folder of the npm that runs this suite. */
const npm = (): string => {
  const program = process.env.npm_execpath;
  if (program === undefined) throw new Error('Start this suite by npm run test:image.');
  return dirname(dirname(program));
};

/**
 * Makes an image that stands in for `node:24-slim` where no registry of images can be reached: the Node and npm of this
 * machine and a shell, which is the `busybox-static` of the system.
 */
export const makeNodeImage = async (buildah: Buildah, image: string): Promise<void> => {
  const folder = await mkdtemp(join(tmpdir(), 'acv-node-image-'));
  const files = join(folder, 'files');
  await run(process.execPath, [join(root, 'deploy', 'image', 'gather-system.mjs'), files]);
  // Native modules of tools for development load this one too; glibc has it beside the others.
  const { sharedObjects } = process.report.getReport() as unknown as Readonly<{ sharedObjects: readonly string[] }>;
  const glibc = dirname(sharedObjects.find((file) => file.endsWith('/libc.so.6')) ?? '/');
  await cp(join(glibc, 'librt.so.1'), join(files, glibc, 'librt.so.1'), { dereference: true });
  await mkdir(join(files, 'usr/local/lib/node_modules'), { recursive: true });
  await cp(npm(), join(files, 'usr/local/lib/node_modules/npm'), {
    recursive: true,
    dereference: true,
  });
  await symlink('../lib/node_modules/npm/bin/npm-cli.js', join(files, 'usr/local/bin/npm'));
  for (const bin of ['bin', 'usr/bin']) await mkdir(join(files, bin));
  await cp('/bin/busybox', join(files, 'bin/busybox'));
  for (const bin of ['bin', 'usr/bin'])
    for (const applet of APPLETS) await symlink('/bin/busybox', join(files, bin, applet));
  const environment = [
    'PATH=/usr/local/bin:/usr/bin:/bin',
    `npm_config_cache=${NPM_CACHE}`,
    `NODE_EXTRA_CA_CERTS=${CERTIFICATES}/ca-certificates.crt`,
  ];
  await writeFile(join(folder, 'Dockerfile'), `FROM scratch\nCOPY files /\nENV ${environment.join(' ')}\n`);
  await buildah.build(image, folder, []);
  await rm(folder, { recursive: true });
};
