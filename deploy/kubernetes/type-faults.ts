import { join } from 'node:path';
import ts from 'typescript';

/** A manifest of Kubernetes, as it is read from YAML. */
export type Manifest = Readonly<{ apiVersion: string; kind: string; metadata: Readonly<{ name: string }> }>;

/** The package of types that has a group. Groups without a dot, and those of k8s.io, are Kubernetes' own. */
const PACKAGES: Readonly<Record<string, string>> = {
  'keda.sh': '@kubernetes-models/keda',
  'monitoring.coreos.com': '@kubernetes-models/prometheus-operator',
};

const moduleOf = ({ apiVersion }: Manifest): string =>
  `${PACKAGES[apiVersion.split('/')[0] ?? ''] ?? 'kubernetes-models'}/${apiVersion}`;

const declared = (manifest: Manifest, i: number): string =>
  `import type { I${manifest.kind} as K${i} } from '${moduleOf(manifest)}';\n` +
  `export const m${i}: K${i} = ${JSON.stringify(manifest)};`;

const OPTIONS: ts.CompilerOptions = {
  strict: true,
  noEmit: true,
  skipLibCheck: true,
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  target: ts.ScriptTarget.ES2024,
  types: [],
};

/**
 * What is wrong with manifests by the types of Kubernetes: values of another type, fields that are missing, and, because
 * the compiler knows no other fields in a literal, fields that do not exist.
 */
export const typeFaults = (manifests: readonly Manifest[]): readonly string[] => {
  const file = join(import.meta.dirname, 'manifests.ts');
  const host = ts.createCompilerHost(OPTIONS);
  const source = ts.createSourceFile(file, manifests.map(declared).join('\n'), ts.ScriptTarget.ES2024, true);
  const onDisk = host.getSourceFile.bind(host);
  host.getSourceFile = (name, ...rest) => (name === file ? source : onDisk(name, ...rest));
  host.fileExists = (name) => name === file || ts.sys.fileExists(name);
  const program = ts.createProgram([file], OPTIONS, host);
  return ts.getPreEmitDiagnostics(program).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '));
};
