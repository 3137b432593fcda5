/** Which build this page is: version and the second it was made, `0.1.0+1790000000`. */
declare const __BUILD__: string;
