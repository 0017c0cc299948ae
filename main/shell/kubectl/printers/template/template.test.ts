import { describe, expect, test } from 'vitest';
import { parseTemplate } from './parse.ts';
import { runTemplate } from './run.ts';

const data = {
  kind: 'List',
  items: [
    { name: 'a', labels: { tier: 'front', app: 'x' }, count: 3 },
    { name: 'b', count: 0, secret: 'aGk=' },
  ],
};
const run = (text: string, allowMissing = true) => runTemplate(parseTemplate(text), data, { allowMissing, text });

describe('a template', () => {
  test.each([
    ['{{.kind}}', 'List'],
    ['{{range .items}}{{.name}} {{end}}', 'a b '],
    ['{{range $i, $item := .items}}{{$i}}={{$item.name}};{{end}}', '0=a;1=b;'],
    ['{{range .nosuch}}x{{else}}none{{end}}', 'none'],
    ['{{range $k, $v := (index .items 0).labels}}{{$k}}:{{$v}} {{end}}', 'app:x tier:front '],
    ['{{(index .items 1).name}}', 'b'],
    ['{{index .items 0 "labels" "tier"}}', 'front'],
    ['{{if eq .kind "List" "Other"}}yes{{else}}no{{end}}', 'yes'],
    ['{{if and .kind (not .nosuch)}}yes{{end}}', 'yes'],
    ['{{range .items}}{{if .labels}}L{{else if gt .count 5}}G{{else}}-{{end}}{{end}}', 'L-'],
    ['{{with .items}}{{len .}}{{end}}', '2'],
    ['{{.items | len | printf "%03d"}}', '002'],
    ['{{printf "%-5s|%q|%v" .kind .kind (index .items 0).labels}}', 'List |"List"|map[app:x tier:front]'],
    ['{{(index .items 1).secret | base64decode}}', 'hi'],
    ['{{.nosuch}}', '<no value>'],
    ['a {{- /* gone */ -}} b', 'ab'],
    ['a {{- .kind -}} b', 'aListb'],
    ['{{$x := "1"}}{{range .items}}{{$x = .name}}{{end}}{{$x}}', 'b'],
    ['{{"quote\\n"}}{{`raw\\n`}}', 'quote\nraw\\n'],
  ])('%s', (text, expected) => {
    expect(run(text)).toBe(expected);
  });

  test.each(['{{.kind', '{{range .items}}', '{{end}}', '{{}}', '{{(.kind}}'])('%s cannot be read', (text) => {
    expect(() => run(text)).toThrow(`error parsing template ${text}, template: output:1: `);
  });

  test.each([
    ['{{nosuch .kind}}', 'function "nosuch" not defined'],
    ['{{index .items 9}}', 'error calling index: error index out of range: 9'],
    ['{{$y}}', 'undefined variable "$y"'],
    ['{{.kind.name}}', "can't evaluate field name in type interface {}"],
  ])('%s cannot be filled in', (text, message) => {
    expect(() => run(text)).toThrow(message);
  });

  test('a missing key may be a failure', () => {
    expect(() => run('{{.nosuch}}', false)).toThrow('map has no entry for key "nosuch"');
  });
});
