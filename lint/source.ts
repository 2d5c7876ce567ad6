import { readdirSync, readFileSync } from 'node:fs'
import ts from 'typescript'

/** Our source as architecture.test.ts looks at it: files with their paths, lengths and syntax trees. */
export type Source = { path: string; lines: number; tree: ts.SourceFile }

const folders = ['app', 'bench', 'components', 'e2e', 'lib', 'lint', 'prisma', 'scripts']

export function allSources(): Source[] {
  const atTheRoot = readdirSync('.', { withFileTypes: true }).filter((it) => it.isFile())
  return [...atTheRoot.map(({ name }) => name), ...folders.flatMap((folder) => pathsIn(folder))]
    .filter((path) => /\.[cm]?[jt]sx?$/.test(path) && !path.endsWith('.d.ts'))
    .map(read)
}

/** The tree may be incomplete: a folder that is not there has no files. What a build left is not ours (`npm run bench` builds a page). */
export function pathsIn(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile())
      .map((entry) => `${entry.parentPath}/${entry.name}`)
      .filter((path) => !path.includes('/.next/'))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}

function read(path: string): Source {
  const text = readFileSync(path, 'utf8')
  const lines = text.trimEnd().split('\n').length
  return { path, lines, tree: ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true) }
}

export function nodesOf(node: ts.Node): ts.Node[] {
  const children: ts.Node[] = []
  node.forEachChild((child) => {
    children.push(child)
  })
  return [node, ...children.flatMap(nodesOf)]
}

export function importsOf(tree: ts.SourceFile) {
  return tree.statements
    .filter((it) => ts.isImportDeclaration(it) || ts.isExportDeclaration(it))
    .map((it) => it.moduleSpecifier)
    .filter((it) => it !== undefined)
    .map((it) => it.getText().slice(1, -1))
}

export function functionLengths(tree: ts.SourceFile) {
  const lineOf = (position: number) => tree.getLineAndCharacterOfPosition(position).line
  return nodesOf(tree)
    .filter((node) => ts.isFunctionLike(node) && 'body' in node && node.body !== undefined)
    .map((node) => lineOf(node.end) - lineOf(node.getStart()) + 1)
}

export function isServerDirective(node: ts.Node) {
  return ts.isExpressionStatement(node) && /^['"]use server['"]$/.test(node.expression.getText())
}

/** Anything exported at run time that is not `export const x = defineAction(…)`. */
export function isBareExport(statement: ts.Statement) {
  if (ts.isExportDeclaration(statement) || ts.isExportAssignment(statement)) return true
  if (ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement)) return false
  const modifiers = ts.canHaveModifiers(statement) ? ts.getModifiers(statement) : undefined
  if (!modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)) return false
  if (!ts.isVariableStatement(statement)) return true
  return !statement.declarationList.declarations.every(({ initializer }) => isDefineAction(initializer))
}

function isDefineAction(node: ts.Expression | undefined) {
  return node && ts.isCallExpression(node) && /^defineAction(\.\w+)?$/.test(node.expression.getText())
}

/** Passing all of it on to a child process, `{ ...process.env, PORT: '3100' }`, may be allowed; reading never is. */
export function readsEnvironment(tree: ts.SourceFile, mayPassOn: boolean) {
  return nodesOf(tree).some((node) => {
    if (ts.isImportDeclaration(node))
      return /import .*\benv\b.* from ['"](node:)?process['"]/.test(node.getText())
    if (!ts.isPropertyAccessExpression(node) && !ts.isElementAccessExpression(node)) return false
    if (!/^(globalThis\.)?process\??(\.env|\.?\[['"]env['"]\])$/.test(node.getText())) return false
    return !(mayPassOn && ts.isSpreadAssignment(node.parent))
  })
}
