// widget-without-react
export { useState } from 'react'
