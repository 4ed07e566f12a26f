import type { FileView } from '../../../server/conversations/contract.ts'
import { Refused, refusedFrom } from '../../kit/http.ts'

/** Sends one file with progress (0–1). `fetch` cannot tell how much has gone. */
export function upload(file: File, onProgress: (part: number) => void): { done: Promise<FileView>; stop: () => void } {
  const request = new XMLHttpRequest()
  const done = new Promise<FileView>((resolve, reject) => {
    request.open('POST', '/api/v1/files')
    request.setRequestHeader('X-Causerie', '1')
    request.responseType = 'json'
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0)
    request.onerror = () => reject(new Refused('offline'))
    request.onabort = () => reject(new Refused('stopped'))
    request.onload = () => {
      if (request.status >= 200 && request.status < 300) resolve(request.response)
      else reject(refusedFrom(request.response))
    }
    const form = new FormData()
    form.append('file', file, file.name || 'image.png')
    request.send(form)
  })
  return { done, stop: () => request.abort() }
}
