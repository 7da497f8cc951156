import { globSync, readFileSync } from 'node:fs';
import { parseSync } from 'vite';
import { expect, test } from 'vitest';

/** Attributes that a person sees or hears. */
const SHOWN = new Set(['aria-label', 'aria-description', 'alt', 'title', 'placeholder', 'label']);

/** A node of the syntax tree, as far as this test needs to know it. */
type Node = { type: string } & Record<string, unknown>;

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value;

/** The texts that an expression itself brings to the screen. */
function literalsOf(node: unknown): string[] {
  if (!isNode(node)) return [];
  switch (node.type) {
    case 'Literal':
      return typeof node.value === 'string' ? [node.value] : [];
    case 'TemplateLiteral':
      return (node.quasis as { value: { cooked: string } }[]).map(({ value }) => value.cooked);
    case 'ConditionalExpression':
      return [node.consequent, node.alternate].flatMap(literalsOf);
    case 'LogicalExpression':
      return [node.left, node.right].flatMap(literalsOf);
    case 'JSXExpressionContainer':
      return literalsOf(node.expression);
    default:
      return [];
  }
}

/** What one node says in words of its own. */
function saidBy(node: Node): string[] {
  if (node.type === 'JSXText') return [String(node.value)];
  if (node.type === 'JSXElement' || node.type === 'JSXFragment') {
    return (node.children as Node[]).flatMap(literalsOf);
  }
  if (node.type !== 'JSXAttribute') return [];
  return SHOWN.has((node.name as { name: string }).name) ? literalsOf(node.value) : [];
}

function wordsIn(source: string): string[] {
  const found: string[] = [];
  const visit = (value: unknown) => {
    if (isNode(value)) found.push(...saidBy(value));
    if (typeof value === 'object' && value !== null) Object.values(value).forEach(visit);
  };
  visit(parseSync('component.tsx', source).program.body);
  return found.filter((text) => /\p{Letter}/u.test(text)).map((text) => text.trim());
}

test.each([
  ['<p>Welcome</p>', ['Welcome']],
  ["<p>{ok ? 'Yes' : no}</p>", ['Yes']],
  ["<p>{problem ?? 'Well done'}</p>", ['Well done']],
  [`<p>{\`Hello $\{name}\`}</p>`, ['Hello']],
  ['<input aria-label="Name" className="name" />', ['Name']],
  ['<p className="below">{words.starting} · {count}</p>', []],
])('the check finds the words of %s', (source, words) => {
  expect(wordsIn(source)).toEqual(words);
});

test('no component has words of its own', () => {
  const files = globSync('renderer/**/*.tsx');
  expect(files.length).toBeGreaterThan(20);
  const found = files.flatMap((file) =>
    wordsIn(readFileSync(file, 'utf8')).map((text) => `${file}: ${text}`),
  );
  expect(found).toEqual([]);
});
