import { everywhere } from '../../pure/agent.ts'
import type { StaffingChange, WhatIf } from '../contract.ts'
import { drawn } from './patience.ts'
import { HOUR_MS } from './occupancy.ts'
import type { Case, Period, Shift, Staff } from './period.ts'

/** The hour of the day and the day of the week (1 Monday … 7 Sunday) at an instant, somewhere. */
export type LocalHour = (at: number) => { hour: number; day: number }
const OFFLINE = everywhere('offline' as const)
const ONLINE = everywhere('online' as const)

/** The period as it would have been. */
export function change(period: Period, asked: WhatIf, local: LocalHour): Period {
  const steps: ((before: Period) => Period)[] = [
    (before) => ({ ...before, cases: scaled(before.cases, asked.customersPercent ?? 100) }),
    ...asked.staffing.map((each, index) => (before: Period) => staffed(before, each, index, local)),
    (before) => (asked.hours === undefined ? before : onlyBetween(before, asked.hours, local)),
    (before) => limited(before, asked),
    (before) => ({
      ...before,
      settings: {
        ...before.settings,
        ...(asked.method === undefined ? {} : { method: asked.method }),
        ...(asked.focus === undefined ? {} : { focus: asked.focus }),
        ...(asked.autoAccept === undefined ? {} : { autoAccept: everywhere(asked.autoAccept) }),
      },
    }),
  ]
  return steps.reduce((before, step) => step(before), period)
}

const limited = (before: Period, { limits, withoutSkills }: WhatIf): Period => ({
  ...before,
  staff:
    limits === undefined ? before.staff : before.staff.map((one) => ({ ...one, limit: { ...one.limit, ...limits } })),
  cases:
    withoutSkills === true ? before.cases.map((one) => ({ ...one, work: { ...one.work, skills: [] } })) : before.cases,
})

/** More customers: some come once more, a little later; fewer: some do not. Always the same ones. */
function scaled(cases: readonly Case[], percent: number): Case[] {
  return cases.flatMap((one) => {
    const { conversationId, enteredAt, firstAt } = one.work
    const wanted = percent / 100
    const copies = Math.floor(wanted) + (drawn(conversationId) < wanted % 1 ? 1 : 0)
    return Array.from({ length: copies }, (_, copy) => {
      if (copy === 0) return one
      const later = Math.round(drawn(conversationId * 7 + copy) * (HOUR_MS / 2))
      const moved = (at: number | null) => (at === null ? null : at + later)
      const work = {
        ...one.work,
        enteredAt: enteredAt + later,
        firstAt: firstAt + later,
        slaDueAt: moved(one.work.slaDueAt),
        preferUntil: moved(one.work.preferUntil),
      }
      // Negative: numbers no conversation has.
      return { ...one, work: { ...work, conversationId: -(conversationId * 10 + copy) } }
    })
  })
}

function isIn(local: LocalHour, { fromHour, toHour }: { fromHour: number; toHour: number }, days: readonly number[]) {
  return (at: number): boolean => {
    const { hour, day } = local(at)
    if (days.length > 0 && !days.includes(day)) return false
    // From 22 to 6: over midnight.
    return fromHour < toHour ? hour >= fromHour && hour < toHour : hour >= fromHour || hour < toHour
  }
}

/** The spells of a period in which something holds, to the quarter of an hour: time zones differ by that. */
function spells({ from, to }: Pick<Period, 'from' | 'to'>, holds: (at: number) => boolean): [number, number][] {
  const found: [number, number][] = []
  const STEP = HOUR_MS / 4
  for (let at = Math.floor(from / STEP) * STEP; at < to; at += STEP) {
    if (!holds(at)) continue
    const last = found.at(-1)
    if (last !== undefined && last[1] === at) last[1] = at + STEP
    else found.push([Math.max(from, at), at + STEP])
  }
  return found
}

function staffed(before: Period, asked: StaffingChange, index: number, local: LocalHour): Period {
  const when = spells(before, isIn(local, asked, asked.days))
  return asked.agents >= 0 ? withMore(before, asked, index, when) : withFewer(before, asked, when)
}

function withMore(
  before: Period,
  { agents, groupId, skillIds }: StaffingChange,
  index: number,
  when: [number, number][],
) {
  const groupIds = groupId === null ? [...new Set(before.staff.flatMap((one) => one.groupIds))] : [groupId]
  const added: Staff[] = Array.from({ length: agents }, (_, n) => ({
    userId: -(1 + index * 1_000 + n),
    groupIds,
    brandIds: null,
    skills: new Map(skillIds.map((id) => [id, false])),
    limit: usualLimit(before.staff),
  }))
  const shifts = added.flatMap(({ userId }) =>
    when.flatMap(([from, to]): Shift[] => [
      { userId, at: from, level: ONLINE },
      { userId, at: to, level: OFFLINE },
    ]),
  )
  return { ...before, staff: [...before.staff, ...added], shifts: inTime([...before.shifts, ...shifts]) }
}

/** In each spell so many of those who are there in it stay at home; the last in number first. */
function withFewer(before: Period, { agents, groupId, skillIds }: StaffingChange, when: [number, number][]): Period {
  const fits = before.staff.filter(
    (one) => (groupId === null || one.groupIds.includes(groupId)) && skillIds.every((id) => one.skills.has(id)),
  )
  let { shifts } = before
  for (const spell of when) {
    const there = fits.filter(({ userId }) => isThere(shifts, userId, spell)).sort((a, b) => b.userId - a.userId)
    for (const { userId } of there.slice(0, -agents)) shifts = without(shifts, userId, [spell])
  }
  return { ...before, shifts: inTime(shifts) }
}

function onlyBetween(before: Period, asked: { fromHour: number; toHour: number }, local: LocalHour): Period {
  const closed = spells(before, (at) => !isIn(local, asked, [])(at))
  const shifts = before.staff.reduce((all, { userId }) => without(all, userId, closed), before.shifts)
  return { ...before, shifts: inTime(shifts) }
}

const isWorking = ({ level }: Shift): boolean => Object.values(level).some((each) => each === 'online')

function isThere(shifts: readonly Shift[], userId: number, [from, to]: [number, number]): boolean {
  const mine = shifts.filter((shift) => shift.userId === userId)
  const before = mine.findLast(({ at }) => at <= from)
  return (
    (before !== undefined && isWorking(before)) ||
    mine.some((shift) => shift.at > from && shift.at < to && isWorking(shift))
  )
}

/** Somebody is at home in these spells, and after each is what he would have been by then. */
function without(shifts: readonly Shift[], userId: number, spells: readonly [number, number][]): readonly Shift[] {
  const mine = shifts.filter((shift) => shift.userId === userId)
  const isOut = (at: number) => spells.some(([from, to]) => at >= from && at < to)
  const bounds = spells.flatMap(([from, to]): Shift[] => {
    const after = mine.findLast(({ at }) => at <= to)
    return [
      { userId, at: from, level: OFFLINE },
      ...(isOut(to) ? [] : [{ userId, at: to, level: after?.level ?? OFFLINE }]),
    ]
  })
  return inTime([...shifts.filter((shift) => shift.userId !== userId || !isOut(shift.at)), ...bounds])
}

const inTime = (shifts: readonly Shift[]): Shift[] => shifts.toSorted((a, b) => a.at - b.at)

/** As the most of them have. */
function usualLimit(staff: readonly Staff[]): Staff['limit'] {
  const counted = Map.groupBy(staff, ({ limit }) => JSON.stringify(limit))
  const usual = [...counted.values()].sort((a, b) => b.length - a.length)[0]?.[0]
  return usual?.limit ?? { email: 10, messaging: 3, call: 1 }
}
