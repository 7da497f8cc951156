import { parseSync } from 'vite';

/** Words that code says itself, which therefore are English in every language. */
export type OwnWords = { line: number; text: string };

/** Attributes that a person sees or hears. */
const SHOWN =
  /^(aria-(label|description|placeholder|roledescription|valuetext)|alt|title|placeholder|label)$/;

/** Properties and methods of the page by which words reach a person without JSX. */
const SHOWING =
  /(^|\.)(textContent|innerText|innerHTML|title|placeholder|ariaLabel|alert|confirm)$/;

/** Attributes whose words are names for the style sheet or the browser, and no sentence. */
const NAMES = /^(className|style|d|viewBox|points|transform|rel|allow|accept)$/;

/** Who takes a text to the log or into an error. Neither reaches a screen: the bridge has no room for them. */
const NOT_SHOWING = [
  /[.#]?log\.(debug|info|warn|error)$/,
  /(Error|Exception|\.addIssue|^super)$/,
  // These take the name of a piece of work, or details of a fault, which only the log tells.
  /(pendingWork\.begin|#later|#run|#report)$/i,
];

/** Selectors, media queries, policies and scripts have words, but are no sentences. */
const OF_MACHINES = /^\(|[:(][\w-]|\w-src /;

/** A node of the syntax tree, as far as it has to be known here. */
type Node = { type: string; start: number } & Record<string, unknown>;

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value;

/** Whether a text reads like a sentence, or a part of one: `Try again`, or `could not be saved`. */
function readsLikeSentence(text: string): boolean {
  if (OF_MACHINES.test(text)) return false;
  return /(^|[^\w])[A-Z][a-z’']*,? [a-z]|\b[a-z’']+,? [a-z’']+,? [a-z’']+/.test(text);
}

/**
 * Finds the words in a file that a person would read in English, whatever the language of the screen:
 *
 * - any letter in JSX, as a text between tags or in an attribute that is shown, and in `title` and its like elsewhere;
 * - any other text that reads like a sentence, unless it goes to the log or into an error.
 */
export function ownWords(file: string, source: string): OwnWords[] {
  const found: OwnWords[] = [];
  const say = (node: Node, text: string) => {
    const before = source.slice(0, node.start + text.search(/\S/));
    found.push({ line: before.split('\n').length, text: text.replace(/\s+/g, ' ').trim() });
  };
  const visit = (value: unknown, isShown: boolean): void => {
    if (Array.isArray(value)) for (const each of value) visit(each, isShown);
    if (!isNode(value)) return;
    const text = textOf(value);
    if (text !== null && (isShown ? /\p{Letter}/u.test(text) : readsLikeSentence(text))) {
      say(value, text);
    }
    for (const [child, shown] of childrenOf(value, source, isShown)) visit(child, shown);
  };
  visit(parseSync(file, source).program.body, false);
  return found;
}

function textOf(node: Node): string | null {
  if (node.type === 'JSXText') return String(node.value);
  if (node.type === 'TemplateElement') return (node.value as { cooked: string }).cooked;
  return node.type === 'Literal' && typeof node.value === 'string' ? node.value : null;
}

/** The parts of a node in which there may be words, and whether each of them is shown as it stands. */
function childrenOf(node: Node, source: string, isShown: boolean): [unknown, boolean][] {
  const nameOf = (part: unknown) => {
    const { start, end } = part as { start: number; end: number };
    return source.slice(start, end).replace(/\s/g, '');
  };
  switch (node.type) {
    case 'ImportDeclaration':
    case 'ExportAllDeclaration':
    case 'TSLiteralType':
      return [];
    case 'JSXElement':
    case 'JSXFragment':
      return [
        [node.openingElement, false],
        [node.children, true],
      ];
    case 'JSXAttribute': {
      const name = nameOf(node.name);
      return NAMES.test(name) ? [] : [[node.value, SHOWN.test(name)]];
    }
    case 'AssignmentExpression':
      return [[node.right, SHOWING.test(nameOf(node.left))]];
    case 'NewExpression':
    case 'CallExpression': {
      const name = nameOf(node.callee);
      if (NOT_SHOWING.some((each) => each.test(name))) return [];
      const [attribute, ...values] = node.arguments as Node[];
      if (/\.setAttribute$/.test(name)) return [[values, SHOWN.test(String(attribute?.value))]];
      return [
        [node.callee, false],
        [node.arguments, SHOWING.test(name)],
      ];
    }
    case 'ConditionalExpression':
      return [
        [node.test, false],
        [[node.consequent, node.alternate], isShown],
      ];
    case 'JSXExpressionContainer':
    case 'LogicalExpression':
    case 'TemplateLiteral':
      return Object.values(node).map((child) => [child, isShown]);
    default:
      return Object.values(node).map((child) => [child, false]);
  }
}
