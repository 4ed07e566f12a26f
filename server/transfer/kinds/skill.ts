import { deleteSkill, listSkills, saveSkill } from '../../routing/index.ts'
import { made, part, type Transferable } from './kind.ts'

/** Who has it is said where the people are. */
export const skill: Transferable = {
  ...made(saveSkill),
  fresh: { agents: [] },
  remove: (ctx, skillId) => deleteSkill.run(ctx, { skillId }),
  list: async (tx) =>
    (await listSkills(tx)).map((each) => ({ id: each.id, item: part(each, 'name'), home: part(each, 'agents') })),
}
