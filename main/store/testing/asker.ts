// Tries something with a session, as an ordinary user, and prints what came of it.
// Arguments: change, create or read, and the path.
import { SessionFile, type OpenOptions } from '../session-file.ts';

const [, , what = '', path = ''] = process.argv;
const user = Number(process.env['KUBARIUM_TEST_USER']);
if (user > 0) process.setuid?.(user);

const meta = { name: 's', seed: 1, preset: {}, catalogue: {}, engineVersion: '0.1.0', createdMs: 0 };
if (what === 'create') {
  const made = SessionFile.create(`${path}.other.kubarium`, meta);
  process.stdout.write(made.ok ? 'made' : made.problem.code);
} else {
  const mode = what as NonNullable<OpenOptions['mode']>;
  const opened = SessionFile.open(path, { mode });
  if (!opened.ok) process.stdout.write(opened.problem.code);
  else process.stdout.write(`${mode} ${String([...opened.value.session.readRecords(1, Infinity)].length)} records`);
}
