import type { Points, SurveyDefinition } from '../contract.ts'

const FACES: Readonly<Record<Points, readonly string[]>> = {
  2: ['👎', '👍'],
  3: ['😞', '😐', '😊'],
  5: ['😠', '😞', '😐', '😊', '😍'],
}

/** The steps of a scale as they are shown, lowest first. */
export const stepsOf = (points: Points, look: SurveyDefinition['look']): { score: number; sign: string }[] =>
  FACES[points].map((face, at) => ({ score: at + 1, sign: look === 'faces' ? face : String(at + 1) }))
