import type { Points, SurveyDefinition } from '../contract.ts'

const FACES: Readonly<Record<Points, readonly string[]>> = {
  2: ['👎', '👍'],
  3: ['😞', '😐', '😊'],
  5: ['😠', '😞', '😐', '😊', '😍'],
}

type Scale = { points: Points; look: SurveyDefinition['look']; words?: readonly string[] | undefined }

/** The steps of a scale as they are shown, lowest first. */
export const stepsOf = ({ points, look, words }: Scale): { score: number; sign: string }[] =>
  FACES[points].map((face, at) => {
    const number = String(at + 1)
    return { score: at + 1, sign: look === 'faces' ? face : look === 'words' ? words?.[at] || number : number }
  })
