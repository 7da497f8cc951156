import path from 'node:path';
import {
  type Expression,
  isElementAccessExpression,
  isIdentifier,
  isObjectBindingPattern,
  isPropertyAccessExpression,
  isPropertySignatureDeclaration,
  isVariableDeclaration,
  type Node,
  type ObjectBindingPattern,
  SyntaxKind,
} from 'typescript/unstable/ast';
import { API, type Project, type Type, type Symbol as TypedName } from 'typescript/unstable/sync';
import { catalogueTypes, ENGLISH_TYPES_FILE } from '../../../../build/catalogue-types.ts';
import { keysOf } from './keys.ts';

const root = path.resolve(import.meta.dirname, '../../../..');

/** The projects whose code puts something into words. Whatever else says something does it by functions of `shared/`. */
const PROJECTS = ['shared', 'renderer'];

/** These handle the catalogue as a whole, or name its parts, but say nothing of it. */
const NOT_SAYING = [
  'renderer/languages/ready-languages.ts',
  'renderer/languages/shown-language.tsx',
  'renderer/words/load-words.ts',
  'renderer/words/texts-by-code.ts',
  'renderer/words/words.ts',
  ENGLISH_TYPES_FILE,
];

/**
 * Finds out which keys of the catalogue the product's code reads, by the types that TypeScript knows.
 *
 * It sees a key that is read by its name, whatever the code calls the words there, and keys that are read by a code
 * whose type says which codes there are. A part that is handed to something that doesn't know its keys, such as
 * `Object.values`, counts as read altogether. It doesn't see whether the code that reads a key ever runs.
 *
 * @param texts the catalogue that the code is read with
 */
export function readKeys(texts: object): Set<string> {
  const types = catalogueTypes(JSON.stringify(texts));
  const api = new API({
    cwd: root,
    fs: { readFile: (file) => (file.endsWith(ENGLISH_TYPES_FILE) ? types : undefined) },
  });
  try {
    const configurations = PROJECTS.map((name) => path.join(root, name, 'tsconfig.json'));
    const snapshot = api.updateSnapshot({ openProjects: configurations });
    const keys = keysOf(texts);
    const read = new Set<string>();
    for (const project of snapshot.getProjects()) new Reader(project, keys, read).readFiles();
    return read;
  } finally {
    api.close();
  }
}

/** Where an expression stands whose value goes to somewhere else. */
const HANDING_ON = new Set([
  SyntaxKind.ArrowFunction,
  SyntaxKind.CallExpression,
  SyntaxKind.JsxExpression,
  SyntaxKind.PropertyAssignment,
  SyntaxKind.ReturnStatement,
  SyntaxKind.SpreadAssignment,
  SyntaxKind.VariableDeclaration,
]);

/** Goes through the code of one project. */
class Reader {
  readonly #project: Project;
  readonly #keys: readonly string[];
  /** Every name that is part of a path, so that no other has to be looked up. */
  readonly #names: Set<string>;
  readonly #read: Set<string>;
  /** The parts of the catalogue by the ids of their types; null for any other type. */
  readonly #parts = new Map<number, string | null>();

  constructor(project: Project, keys: readonly string[], read: Set<string>) {
    this.#project = project;
    this.#keys = keys;
    this.#names = new Set(keys.flatMap((key) => key.split('.')));
    this.#read = read;
  }

  readFiles(): void {
    const { program } = this.#project;
    for (const file of program.getSourceFileNames()) {
      const name = path.relative(root, file);
      if (!PROJECTS.some((each) => name.startsWith(`${each}/`)) || NOT_SAYING.includes(name))
        continue;
      const source = program.getSourceFile(file);
      if (source) this.#visit(source);
    }
  }

  #visit(node: Node): void {
    if (isPropertyAccessExpression(node)) {
      this.#readNames(node.expression, [node.name.text]);
    } else if (isElementAccessExpression(node)) {
      this.#readNames(node.expression, this.#textsOf(node.argumentExpression));
    } else if (isObjectBindingPattern(node)) {
      this.#readNames(node, boundNames(node));
    }
    if (isIdentifier(node) || isPropertyAccessExpression(node) || isElementAccessExpression(node)) {
      if (this.#isHandedOver(node)) this.#readAltogether(node);
    }
    node.forEachChild((child) => this.#visit(child));
  }

  /** Notes that these properties are read, if they are the catalogue's. */
  #readNames(from: Expression | ObjectBindingPattern, names: readonly string[]): void {
    const possible = names.filter((name) => this.#names.has(name));
    if (possible.length === 0) return;
    for (const type of this.#partsIn(from)) {
      for (const name of possible) {
        const property = this.#project.checker.getPropertyOfType(type, name);
        if (property) for (const key of this.#keysOf(property)) this.#read.add(key);
      }
    }
  }

  #readAltogether(node: Expression): void {
    for (const type of this.#partsIn(node)) {
      const part = this.#partOf(type);
      for (const key of this.#keys) if (key.startsWith(`${part}.`)) this.#read.add(key);
    }
  }

  /** Whether a part of the catalogue goes from here to where its keys are not known. */
  #isHandedOver(node: Expression): boolean {
    const { parent } = node;
    if (!HANDING_ON.has(parent.kind) || this.#partsIn(node).length === 0) return false;
    if (isVariableDeclaration(parent) && !parent.type) return false;
    const expected = this.#project.checker.getContextualType(node);
    return !expected || this.#partOf(expected) === null;
  }

  /** The types of an expression that are parts of the catalogue. There are several if a code chooses among them. */
  #partsIn(node: Node): Type[] {
    const type = this.#typeAt(node);
    const types = type?.isUnionType() ? type.getTypes() : type ? [type] : [];
    return types.filter((each) => this.#partOf(each) !== null);
  }

  /** The compiler's interface, which isn't stable yet, fails at a tuple. No part of the catalogue is one. */
  #typeAt(node: Node): Type | undefined {
    try {
      return this.#project.checker.getTypeAtLocation(node);
    } catch (error) {
      if (String(error).includes('not *checker.TupleType')) return undefined;
      throw error;
    }
  }

  /** The path of a part of the catalogue, empty for the whole. */
  #partOf(type: Type): string | null {
    const known = this.#parts.get(type.id);
    if (known !== undefined) return known;
    const part = this.#findPart(type);
    this.#parts.set(type.id, part);
    return part;
  }

  #findPart(type: Type): string | null {
    if (!type.isObjectType() && !type.isIntersectionType()) return null;
    // The texts themselves, which the code compiles.
    if (type.getSymbol()?.declarations.some((each) => each.path.endsWith(ENGLISH_TYPES_FILE)))
      return null;
    const [first] = this.#project.checker.getPropertiesOfType(type);
    const [key] = first ? this.#keysOf(first) : [];
    return key === undefined ? null : key.split('.').slice(0, -1).join('.');
  }

  /** The paths by which the catalogue declares this property. */
  #keysOf(property: TypedName): string[] {
    return property.declarations
      .filter((each) => each.path.endsWith(ENGLISH_TYPES_FILE))
      .map((each) => pathTo(each.resolve(this.#project)));
  }

  /** The texts that an expression can have. */
  #textsOf(node: Expression): string[] {
    const type = this.#typeAt(node);
    const types = type?.isUnionType() ? type.getTypes() : type ? [type] : [];
    return types.flatMap((each) => (each.isStringLiteralType() ? [each.value] : []));
  }
}

function boundNames(pattern: ObjectBindingPattern): string[] {
  return pattern.elements.flatMap(({ propertyName, name }) => {
    const bound = propertyName ?? name;
    return bound && 'text' in bound ? [String(bound.text)] : [];
  });
}

/** The names of the properties that lead to this one. */
function pathTo(node: Node | undefined): string {
  const names: string[] = [];
  for (let at = node; at; at = at.parent) {
    if (isPropertySignatureDeclaration(at) && 'text' in at.name)
      names.unshift(String(at.name.text));
  }
  return names.join('.');
}
