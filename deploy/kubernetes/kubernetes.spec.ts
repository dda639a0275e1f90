import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { Setting } from '@app/platform';
import { parse, parseAllDocuments } from 'yaml';
import { apiAppSettings } from '../../apps/api/src/api-app-settings.ts';
import { processorSettings } from '../../apps/processor/src/processor-settings.ts';
import { snapshotterSettings } from '../../apps/snapshotter/src/snapshotter-settings.ts';
import { webhooksSettings } from '../../apps/webhooks/src/webhooks-settings.ts';
import { type Manifest, typeFaults } from './type-faults.ts';

type Named = Readonly<{ name: string }>;
type Probe = Readonly<{ httpGet: Readonly<{ path: string; port: string }> }>;
type Container = Named &
  Readonly<{
    image: string;
    args: readonly string[];
    env: readonly (Named & Readonly<{ value?: string }>)[];
    ports?: readonly (Named & Readonly<{ containerPort: number }>)[];
    livenessProbe?: Probe;
    readinessProbe?: Probe;
    securityContext: Readonly<{ readOnlyRootFilesystem: boolean; allowPrivilegeEscalation: boolean }>;
    resources: Readonly<{ limits: Readonly<{ memory: string }> }>;
  }>;
type Pod = Readonly<{ securityContext: Readonly<{ runAsNonRoot: boolean }>; containers: readonly Container[] }>;
type Workload = Manifest & Readonly<{ spec: Readonly<{ template: Readonly<{ spec: Pod }> }> }>;
type Kustomization = Readonly<{
  resources?: readonly string[];
  components?: readonly string[];
  patches?: readonly Readonly<{ target: Readonly<{ kind: string; name: string }> }>[];
  replicas?: readonly Named[];
  images?: readonly Named[];
  configMapGenerator?: readonly (Named &
    Readonly<{
      behavior?: string;
      envs?: readonly string[];
      files?: readonly string[];
      literals?: readonly string[];
    }>)[];
}>;

const here = import.meta.dirname;
const root = join(here, '..', '..');
const files = readdirSync(here, { recursive: true, encoding: 'utf8' }).filter((file) =>
  statSync(join(here, file)).isFile(),
);
const kustomizations = files.filter((file) => file.endsWith('kustomization.yaml'));
const manifestFiles = files.filter((file) => file.endsWith('.yaml') && !kustomizations.includes(file));

const kustomization = (file: string): Kustomization => parse(readFileSync(join(here, file), 'utf8'));
const manifests = manifestFiles.flatMap((file) =>
  parseAllDocuments(readFileSync(join(here, file), 'utf8')).map((document): Manifest => document.toJS()),
);
const isWorkload = (manifest: Manifest): manifest is Workload => ['Deployment', 'Job'].includes(manifest.kind);
const workloads = manifests.filter(isWorkload);
const containers = workloads.flatMap(({ spec }) => spec.template.spec.containers);

const SERVED = {
  processor: processorSettings,
  snapshotter: snapshotterSettings,
  webhooks: webhooksSettings,
  api: apiAppSettings,
};

/** The variables that an app reads; a secret also from a file. */
const readBy = (groups: (typeof SERVED)[keyof typeof SERVED]): ReadonlySet<string> =>
  new Set(
    Object.values(groups)
      .flatMap(({ settings }): readonly Setting<unknown>[] => Object.values(settings))
      .flatMap(({ name, isSecret }) => (isSecret ? [name, `${name}_FILE`] : [name])),
  );

const settingNames = new Set(Object.values(SERVED).flatMap((groups) => [...readBy(groups)]));

describe('typeFaults', () => {
  it('finds a value of another type, a field that is missing and one that does not exist', () => {
    const sound = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'a' } };
    const spec = { selector: {}, template: {} };
    const faulty = [
      { ...sound, spec: { ...spec, replicas: 'two' } },
      { ...sound, spec: { template: {} } },
      { ...sound, spec: { ...spec, replica: 2 } },
    ];
    expect(typeFaults([{ ...sound, spec } as Manifest])).toEqual([]);
    expect(typeFaults(faulty as readonly Manifest[])).toHaveLength(faulty.length);
  });
});

describe('the manifests', () => {
  it('have the types and fields of Kubernetes, of KEDA and of the Prometheus Operator', () => {
    expect(typeFaults(manifests)).toEqual([]);
    expect(new Set(manifests.map(({ kind }) => kind)).size).toBeGreaterThanOrEqual(8);
  });

  it('run every service as a user without rights, on a root that cannot be written', () => {
    expect(containers.map(({ name }) => name).toSorted()).toEqual([...Object.keys(SERVED), 'migrate'].toSorted());
    for (const { spec } of workloads) expect(spec.template.spec.securityContext.runAsNonRoot).toBe(true);
    for (const { securityContext } of containers)
      expect(securityContext).toMatchObject({ readOnlyRootFilesystem: true, allowPrivilegeEscalation: false });
  });

  it('start apps that exist', () => {
    for (const { name, args } of containers) {
      expect(args).toEqual([name]);
      expect(existsSync(join(root, 'apps', name === 'migrate' ? 'cli/src/migrate' : name))).toBe(true);
    }
  });

  it.each(Object.entries(SERVED))('set only variables that %s reads', (app, groups) => {
    const container = containers.find(({ name }) => name === app);
    const unread = (container?.env ?? []).map(({ name }) => name).filter((name) => !readBy(groups).has(name));
    expect(unread).toEqual([]);
  });

  it('keep secrets in files, never in a variable', () => {
    const secret = /PASSWORD|SECRET|DATABASE_URL|TOKENS/;
    for (const { env } of containers) for (const { name } of env) if (secret.test(name)) expect(name).toMatch(/_FILE$/);
  });

  it.each(Object.entries(SERVED))('ask %s for its health at its own port', (app, { watch }) => {
    const container = containers.find(({ name }) => name === app);
    expect(container?.ports).toContainEqual({ name: 'health', containerPort: Number(watch.settings.port.default) });
    expect(container?.livenessProbe?.httpGet).toEqual({ path: '/health/live', port: 'health' });
    expect(container?.readinessProbe?.httpGet).toEqual({ path: '/health/ready', port: 'health' });
  });

  it('allow more memory than V8 takes by the options of the image', () => {
    const options = /--max-old-space-size=(\d+)/.exec(
      readFileSync(join(root, 'deploy', 'image', 'Dockerfile'), 'utf8'),
    );
    for (const { resources } of containers)
      expect(Number(/^(\d+)Mi$/.exec(resources.limits.memory)?.[1])).toBeGreaterThan(Number(options?.[1]));
  });
});

describe('the kustomizations', () => {
  it('name files and folders that exist, and all of them', () => {
    const named = kustomizations.flatMap((file) => {
      const { resources = [], components = [], configMapGenerator = [] } = kustomization(file);
      const generated = configMapGenerator.flatMap(({ envs = [], files: given = [] }) => [...envs, ...given]);
      return [...resources, ...components, ...generated].map((path) => resolve(here, dirname(file), path));
    });
    for (const path of named) expect(existsSync(path)).toBe(true);
    for (const file of manifestFiles) expect(named).toContain(join(here, file));
  });

  it('change only what the base has', () => {
    const names = new Set(manifests.map(({ metadata }) => metadata.name));
    const images = new Set(containers.map(({ image }) => image));
    const maps = new Set(kustomization('base/kustomization.yaml').configMapGenerator?.map(({ name }) => name));
    for (const file of kustomizations) {
      const { patches = [], replicas = [], images: renamed = [], configMapGenerator = [] } = kustomization(file);
      for (const { target } of patches)
        expect(manifests.some(({ kind, metadata }) => kind === target.kind && metadata.name === target.name)).toBe(
          true,
        );
      for (const { name } of replicas) expect(names).toContain(name);
      for (const { name } of renamed) expect(images).toContain(name);
      for (const { name, behavior } of configMapGenerator) if (behavior === 'merge') expect(maps).toContain(name);
    }
  });

  it('set only variables that an app reads', () => {
    const lines = [
      ...readFileSync(join(here, 'base', 'settings.env'), 'utf8').split('\n'),
      ...kustomizations.flatMap((file) =>
        (kustomization(file).configMapGenerator ?? []).flatMap(({ literals = [] }) => literals),
      ),
    ].filter((line) => line !== '' && !line.startsWith('#'));
    expect(lines.length).toBeGreaterThan(5);
    for (const line of lines) expect(settingNames).toContain(line.split('=')[0]);
  });
});
