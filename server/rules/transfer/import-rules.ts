import { compileLater } from '../../platform/compile-later.ts'
import { command, type SingleCommand } from '../../platform/commands/command.ts'
import type { Context } from '../../platform/commands/context.ts'
import type { Actor } from '../../platform/pure/actor.ts'
import type { Field } from '../../platform/pure/conditions/field.ts'
import type { AskFields } from '../../tickets/index.ts'
import { Refusal } from '../../platform/pure/refusal.ts'
import { checkDefinition } from '../check-definition.ts'
import { type Complaint, complaintsOf, inShape } from '../complaints.ts'
import { setSharing } from '../macros/queries.ts'
import { mayManageRules } from '../policy.ts'
import { swapReferences } from '../pure/references.ts'
import { listRules } from '../queries.ts'
import { type Content, saveContent } from '../save-rule.ts'
import { ImportRules, RulesFile, type RulesImported } from './contract.ts'
import { namesFor, resolver } from './by-name.ts'
import type { Names } from './names.ts'

type Given = RulesFile['rules'][number]
type Read = { content: Content; groupIds: number[] }
const shape = compileLater(RulesFile)

/** The rules of a file, last in their order: all of them, or none and every wrong place named [RU11]. */
export const importRules = (fields: AskFields): SingleCommand<typeof ImportRules, RulesImported> =>
  command(
    'rule.import',
    { input: ImportRules, may: mayManageRules, about: 'Make rules from a file, or say what would be made.' },
    async (ctx, { kind, file, preview, asInFile }) => {
      if (!shape.Check(file)) throw invalid(inShape(shape.Errors(file)))
      if (file.kind !== kind) throw invalid([{ field: 'kind', message: `other_kind ${file.kind}` }])
      const read = await readFile(ctx, file, await fields(ctx.tx))
      const titles = new Set((await listRules(ctx.tx, kind)).map(({ title }) => title.toLowerCase()))
      const rules = read.map(({ content, groupIds }) => ({
        content: { ...content, active: asInFile && content.active },
        groupIds,
      }))
      if (!preview) for (const rule of rules) await make(ctx, rule)
      return {
        rules: rules.map(({ content: { title, category, active } }) => ({
          title,
          category,
          active,
          exists: titles.has(title.toLowerCase()),
        })),
      }
    },
  )

async function make(ctx: Context & { actor: Actor }, { content, groupIds }: Read): Promise<void> {
  const { id } = await saveContent(ctx, null, content)
  if (groupIds.length > 0) await setSharing(ctx.tx, id, { ownerId: null, groupIds })
}

/** Names become what is called so here; then each is checked as if it were being saved. */
async function readFile(ctx: Context, file: RulesFile, fields: ReadonlyMap<string, Field>): Promise<Read[]> {
  const ofField = (name: string) => fields.get(name)?.of
  const names = await namesFor(ctx.tx, (swap) => {
    for (const { definition } of file.rules) swapReferences(definition, ofField, swap)
  })
  const complaints: Complaint[] = []
  const read: Read[] = []
  for (const [index, given] of file.rules.entries()) {
    const place = `rules.${index}`
    const found: Complaint[] = []
    const definition = swapReferences(given.definition, ofField, resolver(names, found))
    const groupIds = groupsOf(given, names, found)
    if (given.title.trim() === '') found.push({ field: 'title', message: 'missing' })
    if (found.length === 0) {
      const checked = await checkDefinition(ctx.tx, file.kind, definition, fields).catch((error: unknown) => {
        found.push(...complaintsOf(error))
        return null
      })
      const { title, category, active } = given
      if (checked !== null)
        read.push({
          groupIds,
          content: { kind: file.kind, title: title.trim(), category: category.trim(), active, definition: checked },
        })
    }
    complaints.push(...found.map(({ field, message }) => ({ field: `${place}.${field}`, message })))
  }
  if (complaints.length > 0) throw invalid(complaints.slice(0, 50))
  return read
}

const groupsOf = ({ groups = [] }: Given, names: Names, complaints: Complaint[]): number[] =>
  groups.flatMap((group, index) => {
    const id = resolver(names, complaints)('group', group, `groups.${index}`)
    return typeof id === 'number' ? [id] : []
  })

const invalid = (fields: Complaint[]): Refusal => new Refusal('rules_file_invalid', { fields })
