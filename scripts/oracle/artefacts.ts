// What is peculiar to the cluster that was recorded, and no behaviour of Kubernetes. It is taken out of both sides.

/** Lines that name what only that build, or only that cluster, has. */
const LINES = [/openshift-service-ca\.crt/, /^\s*"?providerID"?:/i];

/** Values that are empty there, and paths that differ by the build. */
const PARTS: readonly (readonly [RegExp, string])[] = [
  [/^(\s*(?:Machine ID|System UUID):).*$/gm, '$1'],
  [/"k8s\.io\/kubernetes\/pkg\/api\/legacyscheme\/scheme\.go:30"/g, '"pkg/api/legacyscheme/scheme.go:30"'],
];

/** A normalised text without the recorded artefacts. */
export function withoutArtefacts(text: string): string {
  const kept = text.split('\n').filter((line) => !LINES.some((pattern) => pattern.test(line)));
  return PARTS.reduce((result, [pattern, put]) => result.replace(pattern, put), kept.join('\n'));
}

/** Where the recordings found the API server: at a port of the machine that recorded. */
const RECORDED_SERVER = '127.0.0.1:6443';

/** What was played, as if the API server had been where it was when it was recorded. */
export function withRecordedServer(text: string, server: string): string {
  return text.replaceAll(server, RECORDED_SERVER);
}
