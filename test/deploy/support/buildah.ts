import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export type ImageConfig = Readonly<{
  User: string;
  Entrypoint: readonly string[];
  Cmd: readonly string[];
  Env: readonly string[];
}>;

/** Builds and runs images without a container engine. Needs root, and `buildah`, `crun` and `uidmap` of the system. */
export type Buildah = Readonly<{
  /** Builds an image of a folder under a name. `mounts` are `from:to` of folders that the steps can use. */
  build(image: string, folder: string, args: readonly string[]): Promise<void>;
  config(image: string): Promise<ImageConfig>;
  /** The files of a new container of the image; writing to them changes nothing of the image. */
  container(image: string): Promise<Readonly<{ name: string; files: string }>>;
  /** Starts a program in a container, as the image's user, on the network of this machine. */
  start(container: string, environment: Readonly<Record<string, string>>, command: readonly string[]): Started;
  /** Ends what still runs, and removes all images and containers. */
  close(): Promise<void>;
}>;

export type Started = Readonly<{
  output: () => string;
  ended: Promise<number | null>;
  /** Sends SIGTERM to the program and waits until it has ended. */
  stop: () => Promise<number | null>;
}>;

const started = (child: ChildProcess): Started => {
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const ended = once(child, 'close').then(([code]): number | null => (typeof code === 'number' ? code : null));
  return {
    output: () => output,
    ended,
    stop: () => {
      // The group: buildah passes no signal on to the program that it runs.
      if (child.exitCode === null && child.pid !== undefined) process.kill(-child.pid, 'SIGTERM');
      return ended;
    },
  };
};

export const openBuildah = async (): Promise<Buildah> => {
  const folder = await mkdtemp(join(tmpdir(), 'acv-buildah-'));
  await mkdir(join(folder, 'run'));
  const options = ['--storage-driver', 'vfs', '--root', join(folder, 'root'), '--runroot', join(folder, 'run')];
  const env = { ...process.env, BUILDAH_ISOLATION: 'chroot', TMPDIR: folder };
  const running = new Set<Started>();
  const buildah = async (...args: readonly string[]): Promise<string> => {
    const { stdout } = await run('buildah', [...options, ...args], { env, maxBuffer: 1 << 26 });
    return stdout.trim();
  };
  return {
    build: async (image, context, args) => void (await buildah('bud', '--tag', image, ...args, context)),
    config: async (image) => {
      const found: Readonly<{ OCIv1: Readonly<{ config: ImageConfig }> }> = JSON.parse(
        await buildah('inspect', '--type', 'image', image),
      );
      return found.OCIv1.config;
    },
    container: async (image) => {
      const name = await buildah('from', image);
      return { name, files: await buildah('mount', name) };
    },
    start: (container, environment, command) => {
      const given = Object.entries(environment).flatMap(([name, value]) => ['--env', `${name}=${value}`]);
      const args = [...options, 'run', ...given, container, '--', ...command];
      const program = started(spawn('buildah', args, { env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] }));
      running.add(program);
      void program.ended.then(() => running.delete(program));
      return program;
    },
    close: async () => {
      await Promise.all([...running].map((program) => program.stop()));
      await buildah('umount', '--all');
      await rm(folder, { recursive: true, force: true });
    },
  };
};
