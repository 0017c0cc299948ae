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

/** What was played, as if clients had found the API server where they did when it was recorded. */
export function withRecordedServer(text: string, server: string): string {
  // What it says of its own address is not what clients were told.
  const own = '"serverAddress":"';
  return text
    .split(own)
    .map((part, index) => (index > 0 && part.startsWith(server) ? part : part.replaceAll(server, RECORDED_SERVER)))
    .join(own);
}
