import Foundation
import GraphDatasets
import _TestSupport

/// The inputs that mutations start from.
///
/// Binary ones are in base 64, each with the Python line that made it, after
/// `import pickle, collections, numpy as np, scipy.sparse as sp` and
/// `m = sp.csr_matrix(np.array([[0, 2, 0], [1, 0, 3]], dtype=np.float32))`.
enum Corpus {
  static let pickles: [[UInt8]] = [
    // pickle.dumps(m, 0)
    decoded(
      """
      Y2NvcHlfcmVnCl9yZWNvbnN0cnVjdG9yCnAwCihjc2NpcHkuc3BhcnNlLl9jc3IKY3NyX21hdHJpeApwMQpjX19idWls
      dGluX18Kb2JqZWN0CnAyCk50cDMKUnA0CihkcDUKVl9zaGFwZQpwNgooSTIKSTMKdHA3CnNWbWF4cHJpbnQKcDgKSTUw
      CnNWaW5kcHRyCnA5CmNudW1weS5fY29yZS5tdWx0aWFycmF5Cl9yZWNvbnN0cnVjdApwMTAKKGNudW1weQpuZGFycmF5
      CnAxMQooSTAKdHAxMgpjX2NvZGVjcwplbmNvZGUKcDEzCihWYgpwMTQKVmxhdGluMQpwMTUKdHAxNgpScDE3CnRwMTgK
      UnAxOQooSTEKKEkzCnRwMjAKY251bXB5CmR0eXBlCnAyMQooVmk0CnAyMgpJMDAKSTAxCnRwMjMKUnAyNAooSTMKVjwK
      cDI1Ck5OTkktMQpJLTEKSTAKdHAyNgpiSTAwCmcxMwooVlx1MDAwMFx1MDAwMFx1MDAwMFx1MDAwMAFcdTAwMDBcdTAw
      MDBcdTAwMDADXHUwMDAwXHUwMDAwXHUwMDAwCnAyNwpnMTUKdHAyOApScDI5CnRwMzAKYnNWaW5kaWNlcwpwMzEKZzEw
      CihnMTEKKEkwCnRwMzIKZzE3CnRwMzMKUnAzNAooSTEKKEkzCnRwMzUKZzI0CkkwMApnMTMKKFYBXHUwMDAwXHUwMDAw
      XHUwMDAwXHUwMDAwXHUwMDAwXHUwMDAwXHUwMDAwAlx1MDAwMFx1MDAwMFx1MDAwMApwMzYKZzE1CnRwMzcKUnAzOAp0
      cDM5CmJzVmRhdGEKcDQwCmcxMAooZzExCihJMAp0cDQxCmcxNwp0cDQyClJwNDMKKEkxCihJMwp0cDQ0CmcyMQooVmY0
      CnA0NQpJMDAKSTAxCnRwNDYKUnA0NwooSTMKZzI1Ck5OTkktMQpJLTEKSTAKdHA0OApiSTAwCmcxMwooVlx1MDAwMFx1
      MDAwMFx1MDAwMEBcdTAwMDBcdTAwMDCAP1x1MDAwMFx1MDAwMEBACnA0OQpnMTUKdHA1MApScDUxCnRwNTIKYnNiLg==
      """),
    // pickle.dumps(m, 2)
    decoded(
      """
      gAJjc2NpcHkuc3BhcnNlLl9jc3IKY3NyX21hdHJpeApxACmBcQF9cQIoWAYAAABfc2hhcGVxA0sCSwOGcQRYCAAAAG1h
      eHByaW50cQVLMlgGAAAAaW5kcHRycQZjbnVtcHkuX2NvcmUubXVsdGlhcnJheQpfcmVjb25zdHJ1Y3QKcQdjbnVtcHkK
      bmRhcnJheQpxCEsAhXEJY19jb2RlY3MKZW5jb2RlCnEKWAEAAABicQtYBgAAAGxhdGluMXEMhnENUnEOh3EPUnEQKEsB
      SwOFcRFjbnVtcHkKZHR5cGUKcRJYAgAAAGk0cROJiIdxFFJxFShLA1gBAAAAPHEWTk5OSv////9K/////0sAdHEXYolo
      ClgMAAAAAAAAAAEAAAADAAAAcRhoDIZxGVJxGnRxG2JYBwAAAGluZGljZXNxHGgHaAhLAIVxHWgOh3EeUnEfKEsBSwOF
      cSBoFYloClgMAAAAAQAAAAAAAAACAAAAcSFoDIZxIlJxI3RxJGJYBAAAAGRhdGFxJWgHaAhLAIVxJmgOh3EnUnEoKEsB
      SwOFcSloElgCAAAAZjRxKomIh3ErUnEsKEsDaBZOTk5K/////0r/////SwB0cS1iiWgKWA0AAAAAAABAAADCgD8AAEBA
      cS5oDIZxL1JxMHRxMWJ1Yi4=
      """),
    // pickle.dumps(m, 4)
    decoded(
      """
      gASVbAEAAAAAAACMEXNjaXB5LnNwYXJzZS5fY3NylIwKY3NyX21hdHJpeJSTlCmBlH2UKIwGX3NoYXBllEsCSwOGlIwI
      bWF4cHJpbnSUSzKMBmluZHB0cpSMFm51bXB5Ll9jb3JlLm11bHRpYXJyYXmUjAxfcmVjb25zdHJ1Y3SUk5SMBW51bXB5
      lIwHbmRhcnJheZSTlEsAhZRDAWKUh5RSlChLAUsDhZRoDIwFZHR5cGWUk5SMAmk0lImIh5RSlChLA4wBPJROTk5K////
      /0r/////SwB0lGKJQwwAAAAAAQAAAAMAAACUdJRijAdpbmRpY2VzlGgLaA5LAIWUaBCHlFKUKEsBSwOFlGgYiUMMAQAA
      AAAAAAACAAAAlHSUYowEZGF0YZRoC2gOSwCFlGgQh5RSlChLAUsDhZRoFYwCZjSUiYiHlFKUKEsDaBlOTk5K/////0r/
      ////SwB0lGKJQwwAAABAAACAPwAAQECUdJRidWIu
      """),
    // pickle.dumps(m.tocsc(), 4)
    decoded(
      """
      gASVhwEAAAAAAACMEXNjaXB5LnNwYXJzZS5fY3NjlIwKY3NjX21hdHJpeJSTlCmBlH2UKIwGX3NoYXBllEsCSwOGlIwI
      bWF4cHJpbnSUSzKMB2luZGljZXOUjBZudW1weS5fY29yZS5tdWx0aWFycmF5lIwMX3JlY29uc3RydWN0lJOUjAVudW1w
      eZSMB25kYXJyYXmUk5RLAIWUQwFilIeUUpQoSwFLA4WUaAyMBWR0eXBllJOUjAJpNJSJiIeUUpQoSwOMATyUTk5OSv//
      //9K/////0sAdJRiiUMMAQAAAAAAAAABAAAAlHSUYowGaW5kcHRylGgLaA5LAIWUaBCHlFKUKEsBSwSFlGgYiUMQAAAA
      AAEAAAACAAAAAwAAAJR0lGKMBGRhdGGUaAtoDksAhZRoEIeUUpQoSwFLA4WUaBWMAmY0lImIh5RSlChLA2gZTk5OSv//
      //9K/////0sAdJRiiUMMAACAPwAAAEAAAEBAlHSUYowTX2hhc19zb3J0ZWRfaW5kaWNlc5SIdWIu
      """),
    // pickle.dumps(m.tocoo(), 4)
    decoded(
      """
      gASVfAEAAAAAAACMEXNjaXB5LnNwYXJzZS5fY29vlIwKY29vX21hdHJpeJSTlCmBlH2UKIwGX3NoYXBllEsCSwOGlIwI
      bWF4cHJpbnSUSzKMBmNvb3Jkc5SMFm51bXB5Ll9jb3JlLm11bHRpYXJyYXmUjAxfcmVjb25zdHJ1Y3SUk5SMBW51bXB5
      lIwHbmRhcnJheZSTlEsAhZRDAWKUh5RSlChLAUsDhZRoDIwFZHR5cGWUk5SMAmk0lImIh5RSlChLA4wBPJROTk5K////
      /0r/////SwB0lGKJQwwAAAAAAQAAAAEAAACUdJRiaAtoDksAhZRoEIeUUpQoSwFLA4WUaBiJQwwBAAAAAAAAAAIAAACU
      dJRihpSMBGRhdGGUaAtoDksAhZRoEIeUUpQoSwFLA4WUaBWMAmY0lImIh5RSlChLA2gZTk5OSv////9K/////0sAdJRi
      iUMMAAAAQAAAgD8AAEBAlHSUYowUaGFzX2Nhbm9uaWNhbF9mb3JtYXSUiHViLg==
      """),
    // pickle.dumps(np.array([[1, 0], [0, 1]], dtype='>i4'), 2)
    decoded(
      """
      gAJjbnVtcHkuX2NvcmUubXVsdGlhcnJheQpfcmVjb25zdHJ1Y3QKcQBjbnVtcHkKbmRhcnJheQpxAUsAhXECY19jb2Rl
      Y3MKZW5jb2RlCnEDWAEAAABicQRYBgAAAGxhdGluMXEFhnEGUnEHh3EIUnEJKEsBSwJLAoZxCmNudW1weQpkdHlwZQpx
      C1gCAAAAaTRxDImIh3ENUnEOKEsDWAEAAAA+cQ9OTk5K/////0r/////SwB0cRBiiWgDWBAAAAAAAAABAAAAAAAAAAAA
      AAABcRFoBYZxElJxE3RxFGIu
      """),
    // pickle.dumps(collections.defaultdict(list, {0: [1, 2, 1], 1: [0], 2: []}), 2)
    decoded(
      """
      gAJjY29sbGVjdGlvbnMKZGVmYXVsdGRpY3QKcQBjX19idWlsdGluX18KbGlzdApxAYVxAlJxAyhLAF1xBChLAUsCSwFl
      SwFdcQVLAGFLAl1xBnUu
      """),
    // pickle.dumps({0: [np.float64(2.5), 1.5, None, True], 'a': (b'x', -70000, 2**40)}, 1)
    decoded(
      """
      fXEAKEsAXXEBKGNudW1weS5fY29yZS5tdWx0aWFycmF5CnNjYWxhcgpxAihjbnVtcHkKZHR5cGUKcQMoWAIAAABmOHEE
      STAwCkkwMQp0cQVScQYoSwNYAQAAADxxB05OTkr/////Sv////9LAHRxCGJjX2NvZGVjcwplbmNvZGUKcQkoWAgAAAAA
      AAAAAAAEQHEKWAYAAABsYXRpbjFxC3RxDFJxDXRxDlJxD0c/+AAAAAAAAE5JMDEKZVgBAAAAYXEQKGgJKFgBAAAAeHER
      aAt0cRJScRNKkO7+/0wxMDk5NTExNjI3Nzc2TAp0cRR1Lg==
      """),
  ]

  static let arrays: [[UInt8]] = [
    // numpy.save(file, np.array(m), allow_pickle=True)
    decoded(
      """
      k05VTVBZAQB2AHsnZGVzY3InOiAnfE8nLCAnZm9ydHJhbl9vcmRlcic6IEZhbHNlLCAnc2hhcGUnOiAoKSwgfSAgICAg
      ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAqABJXbAQAAAAAA
      AIwWbnVtcHkuX2NvcmUubXVsdGlhcnJheZSMDF9yZWNvbnN0cnVjdJSTlIwFbnVtcHmUjAduZGFycmF5lJOUSwCFlEMB
      YpSHlFKUKEsBKWgDjAVkdHlwZZSTlIwCTziUiYiHlFKUKEsDjAF8lE5OTkr/////Sv////9LP3SUYoldlIwRc2NpcHku
      c3BhcnNlLl9jc3KUjApjc3JfbWF0cml4lJOUKYGUfZQojAZfc2hhcGWUSwJLA4aUjAhtYXhwcmludJRLMowGaW5kcHRy
      lGgCaAVLAIWUaAeHlFKUKEsBSwOFlGgLjAJpNJSJiIeUUpQoSwOMATyUTk5OSv////9K/////0sAdJRiiUMMAAAAAAEA
      AAADAAAAlHSUYowHaW5kaWNlc5RoAmgFSwCFlGgHh5RSlChLAUsDhZRoIYlDDAEAAAAAAAAAAgAAAJR0lGKMBGRhdGGU
      aAJoBUsAhZRoB4eUUpQoSwFLA4WUaAuMAmY0lImIh5RSlChLA2giTk5OSv////9K/////0sAdJRiiUMMAAAAQAAAgD8A
      AEBAlHSUYowVX2hhc19jYW5vbmljYWxfZm9ybWF0lIiME19oYXNfc29ydGVkX2luZGljZXOUiHViYXSUYi4=
      """),
    // write_array(file, np.array([[1.5, -2], [0, 4]]), version=(2, 0))
    decoded(
      """
      k05VTVBZAgB0AAAAeydkZXNjcic6ICc8ZjgnLCAnZm9ydHJhbl9vcmRlcic6IEZhbHNlLCAnc2hhcGUnOiAoMiwgMiks
      IH0gICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAoAAAAAAAD4PwAA
      AAAAAADAAAAAAAAAAAAAAAAAAAAQQA==
      """),
    // write_array(file, np.array([0.5, -65504], dtype='>f2'), version=(3, 0))
    decoded(
      """
      k05VTVBZAwB0AAAAeydkZXNjcic6ICc+ZjInLCAnZm9ydHJhbl9vcmRlcic6IEZhbHNlLCAnc2hhcGUnOiAoMiwpLCB9
      ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAo4APv/
      """),
    // numpy.save(file, np.asfortranarray(np.arange(24).reshape(2, 3, 4)))
    decoded(
      """
      k05VTVBZAQB2AHsnZGVzY3InOiAnPGk4JywgJ2ZvcnRyYW5fb3JkZXInOiBUcnVlLCAnc2hhcGUnOiAoMiwgMywgNCks
      IH0gICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAoAAAAAAAAAAAwA
      AAAAAAAABAAAAAAAAAAQAAAAAAAAAAgAAAAAAAAAFAAAAAAAAAABAAAAAAAAAA0AAAAAAAAABQAAAAAAAAARAAAAAAAA
      AAkAAAAAAAAAFQAAAAAAAAACAAAAAAAAAA4AAAAAAAAABgAAAAAAAAASAAAAAAAAAAoAAAAAAAAAFgAAAAAAAAADAAAA
      AAAAAA8AAAAAAAAABwAAAAAAAAATAAAAAAAAAAsAAAAAAAAAFwAAAAAAAAA=
      """),
  ]

  static let archives: [[UInt8]] = [
    // numpy.savez_compressed(file, a=np.array([1, 2, 3], dtype='u1'), m=np.array(m))
    decoded(
      """
      UEsDBC0AAAAIAAAAIQAq446x//////////8FABQAYS5ucHkBABAAgwAAAAAAAABHAAAAAAAAAJvsF+obEMnIUMZQrZ6S
      WpxcpG6loF5Taqiuo6Cell9UUpSYF59flJIKEndLzClOBYoXZyQWpAL5GsY6mjoKtQoUAC5GJmYAUEsDBC0AAAAIAAAA
      IQC915OE//////////8FABQAbS5ucHkBABAANgIAAAAAAABNAQAAAAAAAKWQTUvDQBCGN0lrpfbixXP0khZKD+JBRGih
      4MHFVAQPHiRsky1ZaD7Y3UiLLdSDH4W9dfwV/kjdTSsUoScHdoaZnXl5eFf+/c3tg4We0LMXURFy78L1ZgOv7XqjjEtO
      0iDjETXjKzIWVM9FTHKq+2ar7c7d/0V9Ufn8slAZ6igtknzaCcKM005SjCUjnJMpqEbAaZilQvIilLACVS03QdXSaL2y
      AoxeoW8N4R3uoImtVuyoaiSnOTX79uAclh/rL0dZM/B9//pbR5lwV8Jw+QjqUIRMA4iccEE1h+Cg6joHCZGcTbRS6wXm
      0FR7QWkCYBs7b6D2EzLJOUsl4FO1x9IolxxiO64aqLi2QcKObg6Uzc62WS7/sCDD0m8YQ4wvjn6gR6qmZVlIxQ7dY32z
      8RHZvzeViEiyG2S0BRKf7MLoIbTo6tIzksWQ6Nz5AVBLAQItAy0AAAAIAAAAIQAq446xRwAAAIMAAAAFAAAAAAAAAAAA
      AACAAQAAAABhLm5weVBLAQItAy0AAAAIAAAAIQC915OETQEAADYCAAAFAAAAAAAAAAAAAACAAX4AAABtLm5weVBLBQYA
      AAAAAgACAGYAAAACAgAAAAA=
      """)
  ]

  static let texts: [[UInt8]] = [
    "# a comment\n1, -2.5\r\n\r\n3e2,4\n", "source,target,weight\n0,1,0.5\n1,2,1e-3\n2,2,7\n",
    "0 1\n1 2\n2 0\n", "0\n1\n1\n2\n", "p1\t1\t0\tTheory\np2\t0\t1\tTheory\n", "\u{FEFF}1\n",
  ].map { Array($0.utf8) }

  static let readings: [[UInt8]] = [
    "a,b,7\n1,2.5,0\n\n4,nan,\n", "t,a,b\n2012-03-01 00:00:00,1,2\n2012-03-01 00:05:00,3,4\n",
    "time,b,a\n2012-03-06 23:59,1,\n2012-03-07 08:07:30,nan,4\n2012-03-07T08:10,3,\n",
    ",a,b\na,1,0.5\nb,0,1\n", "1,0.5\n0,1\n", "index,sensor_id,latitude,longitude\n0,a,34.1,-118.3\n",
    "from,to,cost\na,b,1\nb,a,3\na,7,2.5\n",
  ].map { Array($0.utf8) }

  static let graphs = files(["graph.pkl"])
  static let windows = files(["train.npz", "val.npz", "test.npz", "flows.npz"])
  static let tables = files(["la.h5", "bay.h5", "plain.h5", "zone.h5"])
  static let matlab = files(["flow.mat", "plain.mat"])

  /// Returns files of readings by their names.
  private static func files(_ names: [String]) -> [[UInt8]] {
    names.compactMap { try? NpzArchive(ReadingFiles.archive, path: "files").unpacked($0) }
  }

  private static func decoded(_ text: String) -> [UInt8] {
    [UInt8](Data(base64Encoded: text, options: .ignoreUnknownCharacters) ?? Data())
  }
}
