import Foundation

/// Files of readings as pandas, SciPy and NumPy write them, in one archive.
///
/// They were made by this program, after `import pickle, zipfile, numpy as np, pandas as pd,
/// scipy.io`, with Python 3.11, pandas 3.1.1, PyTables 3.11.1, NumPy 2.4.6, SciPy 1.17.1, and
/// then put into a zip archive under their names:
/// ```
/// at = pd.date_range('2012-03-01', periods=4, freq='5min')
/// def frame(columns, index=at): return pd.DataFrame(np.arange(12.).reshape(4, 3), index=index, columns=columns)
/// la = frame(['773869', '767541', '767542']); la.iloc[2, 1] = np.nan
/// la.to_hdf('la.h5', key='df')
/// frame([400001, 400017, 400030], at.astype('datetime64[ns]')).to_hdf('bay.h5', key='speed')
/// la.to_hdf('table.h5', key='df', format='table', index=False)
/// la.to_hdf('packed.h5', key='df', complevel=5, complib='zlib')
/// la.assign(**{'767541': 1}).to_hdf('mixed.h5', key='df')
/// la.tz_localize('UTC').to_hdf('zone.h5', key='df')
/// pd.DataFrame(np.zeros((2, 2))).to_hdf('plain.h5', key='df')
/// flow = np.arange(24, dtype='u2').reshape(2, 3, 4)
/// scipy.io.savemat('flow.mat', {'tensor': flow}, do_compression=True)
/// scipy.io.savemat('plain.mat', {'tensor': flow.astype('f8'), 'text': 'abc', 'complex': np.array([1j])})
/// step = np.arange(30)
/// series = np.stack([10. * step + [[0], [1]], np.broadcast_to(step % 288 / 288, (2, 30))], -1).transpose(1, 0, 2)
/// series[4, 1, 0] = 0
/// cut = lambda first, length: np.stack([series[first + w:first + w + length] for w in range(26)])
/// for name, part in dict(train=slice(0, 18), val=slice(18, 21), test=slice(21, 26)).items():
///     np.savez_compressed(name + '.npz', x=cut(0, 3)[part], y=cut(3, 2)[part])
/// np.savez_compressed('flows.npz', data=np.arange(90.).reshape(30, 3, 1) * [1, .5])
/// ids = ['400001', '400017', '400030']
/// pickle.dump([ids, {s: i for i, s in enumerate(ids)}, np.array([[1, .5, 0], [0, 1, .25], [0, 0, 1]], 'f4')], open('graph.pkl', 'wb'), 2)
/// names = 'la.h5 bay.h5 table.h5 packed.h5 mixed.h5 zone.h5 plain.h5 flow.mat plain.mat train.npz val.npz test.npz flows.npz graph.pkl'.split()
/// ```
public enum ReadingFiles {
  /// The bytes of the archive.
  public static let archive = [UInt8](
    Data(base64Encoded: text, options: .ignoreUnknownCharacters) ?? Data())

  private static let text = """
    UEsDBBQAAAAIAAAAIQCexQrprwMAADgcAAAFAAAAbGEuaDXtWM9PGkEU3l0U1xUN/kqt6YFY03IpAYtKT4oVhASFABpN0+AKi90I
    y3Z3afTUq/032ktv7bHpqUeT/hNe25NHb5adebPuLGCxbRqN+zQ8ZvZ784aZ995+M+9Sq8lhYVpgTOF5po/xM3a5AIk9oNvk+S5o
    FvQx6I8c6feiZ1PQ74fxAx7cPoX+Yj6RMNEXDiF+vnmx5hlX7qKkEvGcqbetOMJywtG4SpWOx9Rf+h0FT8649jEBK77NrCmmi5lW
    ADPjfuybQ/8mLmjD8czzTLxQAFy/bZ5r+exmjsLz6G8rkS+ksxsI77HhI6EwzCMG+CmEz+0U4yuZRKGUzObX48VSN/u5UATs/B3z
    k4dE+8z2lp8nuIJY47hyt/MzBvqVl8aJh7IeBm1G4F6tUT4Il96ItaakX7ZlQ6rr9jwOdPFb2MiusihbQPro/A9CO+V19+gqIXkf
    nMTtHHPT6lwY8D6EV0WlIuol40iVUL/TT1UT6xJlN4jsJKXcqMjKPvndTrvNYvJJjJrfALbTtIamY7zXhtcNTS4bdj/9aIZKRa6j
    deUJZ1mm4pKz1pfYjSA/KD9a6aDJknEE8xuw2WnSfrMmalbdJg/I/vknoA6z9P56WmObXeMMnn8/tDmOYzGvwpXbw/p92GKMsh+D
    X2GClU/sQa/7Hc/n4zvX2O+5UPRacUfXgT6rDnwZ/F28YzmcvBoXJPVs+mocee+lbvkLcHHxaWzh2eLC4nw0gj7nGObx7MOvrTL6
    gV9AOvlzDekf33eQpuRsCb4sA18H7Qc9AXoK9PlbqO/QngE9C/rRcqcZueKKK6644oor/1JYYDIsywJvZCjt5MXJTHwrm2/nfUqz
    rh5R9xNDiBcbmqjoakOXKsAHLBue4sdsm79+5O9AViqEtzt5uMnqnXgFHwMQ7+Vs+I2Q83zDI56piEpJk9Q2nkn49fk95/monb9H
    euLvI6hP5Tqvex99nG2tP+b7zvNEdx4/4+t0cr6pPP7/x1W4a1yN2HAV0ZAMuS4tRF809Zd/El/0ubXlRjoslWuirlvnT76DPx/c
    pBA/VU16TfzEbPgyPgiHSjV5Tw8ZOlKNalWXDF1Yl5WmIQlqWAim54V0OCwYakTIq3NCiMTz6X08znbbuvD4HIsuZPSu59hLLaDv
    xyxpwzpxrCOOmY5tTytuTeRoYMnyEx1iohcA6B7nKxDnu26cd9gXcn/tvAe7HHcSzcN+72YrX1fUr2HUd8b29t7o/f7h/a26f7ir
    78NfUEsDBBQAAAAIAAAAIQD7px48owMAAOgbAAAGAAAAYmF5Lmg17Vi/T9tAFLYTCMYEFH61Ie2QVlWVpVGC0iobpCVpIgUSOQGB
    qiqY5KAWieP6TAtjl4qqU/+BzmxlZOjQoQMjf0JHpC4du9H47tnYxqFBSBUUP5C+3OU7v8vdu+fv3Yf8XG6Yj/CMbhzH9DEhxmon
    YMd37G3j+1VAFnAXcM9n9AfId2HoD8Hzo37a/gH9VSGb1dknDjP8fAtQ5BjPbqLls5myjstmHFE79Nl5WEGoYYnH/CX9joInZ1wH
    magZ3/qpqRaqxU4AM+Mh6ttH/nVezMLjmGfFTKUCvH7LPJ8LpcWyjc+Rv6WsUCmUFgjfb+En4wmYRxr4YcIvr1QzT4vZSi1XEuYz
    1Vq38dPxJIwLuZ5PDg7aPtvb+TykGcR8jmc3+3ymAV8F7DxxW8IJQD0C15rt+mai9kZsbiF82pY01MLW90q0i9/KQmmOJacFrM/+
    PopBOx/w9ug8M8797wnaLjNXLc8lgB8kfEWUGyKuaTsKIv1OP+uq2EK2cYNkHJLr7YYkbxi/2zlusZp7lLbNb4COU9W2iik/YOFj
    TZXqmtVPP5mh3JBaZF05Q7PM2uLSZ66vMW6E+CHno3McVAlpOzC/Acs4FW1sNUW10x6mfSxj5n+CLO0AeWWisb8h2N9j6O/v+CT7
    6POxVF/R5/jZUNAto4/Br9HJ8hd2s9d9zwhCZuUC+z4dT10o/mge6DPzwMHg3+Id8sLk+bwYIBc5n2esUviavwDfRWii/AT4OWIk
    zuV0durtGHPwdfSjjsq9n0c6xt5/vxXpoM1+zcCHWVg9wBDgBGAY8C5gFPA+4APAh7Pd5+WZZ5555plnnl3W/HAf4NStTj2cK2aW
    SsJZnSdvtZQd273EENHDmirKWGljcjmjKwBzDGfTxaypi2Omntb9bUpyg3HRw5KsoQ2knuHLVP4z46C1Df5C3K6HD287652zejzZ
    kx4fIX2Kz12P99nL067r3F2Px4JulfBV1eP/Pl4SXeNlxMJriBrSpBZ6knoh45fMhePGWYd23KDtWr0pYmzWk5yLvyDcjBh+1lX0
    2vCTtvDrtLCN15rSGo5rmEB7fR0jDfPzkrylIV5J8LHCY76QSPCakuQFZZqPG/G8PwVq/cy6cLQuJRcsuGtdeoo8+bxr1pewTj7W
    EceMa9vfiVudORqdMf2khpjUif9vdWce4nzVi3OXfTHuo533WqfPnSTzsN6jWdLXOfkrSPqOerxPuHj+2rtW9wn/2/vuD1BLAwQU
    AAAACAAAACEAGmNY27cEAADYGQEACAAAAHRhYmxlLmg17djPb9tkGMBxJ+na4KajZUVqd6pgGhUSUZKmSXZaCk3WSGk6pVlgQsi4
    jQPR0sTE7jROXOHGkfsu/RMQJ46T+Ad25AqnHbkV+/Xr5HWaVuXHYYLvZ52c2O/zvq/9Pu/7uv1ub7e6pN/WNV8yqc1py5rqXHq5
    Hot8D69/Lo8xefxWHs/i4fl5cW1Nnl+W9W8kgu+/yvOtZqXilz6fErbz83xwTGr4P9qr7Dz0j5+M8yjwIh4t1+lG83HvH7a7Ilua
    zuuUtjHOb3/WtGqtupfA2q3loO24+PHLbSrlktpH9Z3DQ1nuhtLPB82DRw8j5ZPiX7vSPKwdNET5hFI+m87IfpRk+TVR/uHj1s6H
    9cqhUT1o7u+0jMvic+msjHtr5vxMyon2/dz15ufZEvOT+Xlxfn45Hy3nmkd961+cn4eNg92YmC3SXHT+b8rve/OM0XXWuenn9fqt
    cylR3jYHHdMx3K9tS5z34xaVuO7IPLGMMNvU+EURL65MwkX8shJv2rblteAXElWlZKaG8b1Bx3pmHA/7joz3/q+rede3M/pmLaO3
    RUndzuqundPNtBY+173I/Tw1+6eWM6nQr+/2dH1tWeqoPzx+YmT8SsMKU/JNLKa9KeobDAdG0EfzmeUE9ZUu9i+rex+yertY3CoV
    7ul+D9vFQnE7n9XtrfBzTrfzuuna215rKS0j21kS7XRM1/R7fXoycMJ+z0+3k7443gNzYIwsW5SPK+Ub4/sJ23lDlLcGx8NOb/BF
    mK/TefWoVf2gFMmrhSBuNBqOnKC82i/HHfWOXbWdBTESfeup5Q/BcjLcy8qR9SQ2Hr/w/IqIO+kZItQIb0xaHcckI/HaJfWEz/O6
    9Uz680J+vyHzszsMx+O5Oh4dbzz8Ye/4wz7wMtvxR90bpi29YTptf0b4w92uBWm7rTtOmMIFP6qot7sj6yvdLunHwSRMG/3ekZN2
    HXEYdruO5Tr6fm9w6npV3fOybFuvZTJe/mczetPOZv0qL2RyTnRpS3fS4+cRU24wJt9QYrGYusyP30cSXv77V+56yeSvWKLL4V6k
    jGW03eD8+/L9x49PhOvhxv1xTH5Ry5/LC/7TFeteIuhZUvYrEY+frWjjd6CNyfheb10Ub23K+9erm8H5H+Oz97kfUuxZf8d1951c
    uvgX97/oulitVeq7RsZo7OxXZq1XYX5O9iU1LhuJu6nETeevGp9S2q3W6vXp3L96/Vny1phJ+2H8ZfPgYj2lGfvjE+8wWa/V+/DW
    OcvtnViF/Kenzmfq/rWq7ofyPicV3ZLzNbovhttXVtm+csr2taXsk6Wr2jmxXHPczux9KYx/e1Z8J3yj8O93QX0f6Q9Nt5BX8mRe
    jFejefDx4RXjNKf8fSQ28/ev2Mw8f7k+dUIuHBssAQAA/Ie9d+fdn+amzr26Lz+UtefJwuR6six/U5LH1bJW/f3B5PqaPP/HN/It
    oqz99svjyfV35PU78ni3zPMHAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA
    AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAgNfDn1BLAwQUAAAACAAAACEA7Eh2hB4FAACbOQAACQAAAHBhY2tl
    ZC5oNe1aX0xbVRg/997SXUrLCoOIJoa6aMThSjsZlmBiKwNLwp+mLYT5h1Lo7VppL929txt70cZE416ML0uWLJnxxSybOpyazcQo
    GDVkPrhkJjo10UQfNP7JYnzgQcXe8+f+gwJz6DY4P0jO/c79zv2+nvt9p7/v9BwN7+t1Oe5wABU8D2zADYxYwjjRaZbJ/XHcMrh9
    AbenWNJvh/eacL8bP9/DIfk73B+P9vSo2ksWEDtzdtTygGIrItwTiqjtqBZHCAusWS+VNsdj+Drt1mFL1rh2Ao8W32rWxPvi/eUA
    BjvcyDYL/1W9FoMeD7r7Q7EY1qsy+PlodGg4YtLn4d9ITzTWNzQI9TmDvt/rw34EsH4T1I/sj4ce6e+JJXqHogOheKLS+D1ePx7n
    XjE/eZxos8z68nMBrSDacyi2dn4GcJuxm/WSM1nZh1s1Aidy05NTvsShZK4oyLqcVYS8bMxjTwW7scGhfQzMFgybOf9bsBy203e0
    GkjelxqRHAE32zrnw/pOqF9IiqmknFCOFATYb7WTlpJ5wTSuGo4TxMnpVFY8QD63ddxwvHd3wOTfNjROkqYlGenbDfqyImUnFaOd
    KuihmMrm4bzyhLMETXHJavNLxtVCOzA/yukgZQXlCPZvm2GcJBwo5pJSWa5DfYz5/R1vQPKPlvfLlZ+tqu4AyP8qLLMcekJNOWPV
    C4Yl/qn3GSBniul0TgB2jeeh/pSQziUVAc4d4mVo5edYNuNEXad3AW0YqMezoNoQzzJTFeMFmOe3OxSNhvbrn8+NHz664jpg09aB
    C9VrxTvCpcbV9VpwG9m9uh753lv03NrrQMW8BNa89K++PgDz+qDyB2YF/nC4gh+zD5plNZgAMAQUBQUFBQUFxaYDgxkVwzCYv5p5
    gL7vUQP5tiIlRbkwLQspdL9B4yq8iXczy3hOFeQ5U1kxReoBK79XqwWrvojKC8hzWIP+oNdaN/GQF4lJMSEJhWV1E+G1pzzWumt5
    XeBfV12wHfYFmZXn0QbMBTWxH2nGvBqPu9b6gF9/feC5TXeB36j64P/mrc9ViNt7A5YODzBEIQUFBQUFBcVmBId/T7Pu+14/X/VV
    5Ku1Br1UmXQp2bzQ0f54UX7y3/BW8z572Ywwk5jMJWX4cwy0x69gz4l3ZImdtCQcJHYCBv1JtHHvTeSyE7JXkWEznU7LgiI7BrJi
    UREcBZ+jpW+vo8/ncygFvyNa2OPwEp66eD/mqcvmhUf77vAHJLnivrveOuH1qMaT8TyxZp6s1R0Os6ztt2N/xi1x8N/xZ258p+4S
    RwLmVuPPM2vk0WsWHm2df8qnKSgoKCgoKCg2Wx3VBHlknedhjce314D2JQ5sSD1FznVaz4fpz22EPNh4Hs2w/b7m/nvAci5noQPJ
    N/BcznFc4m3ouZyb5bzI3Z2WeoGeF6GgoKCgoNj02CrnRWbGfv1m3lXyOYF/ZNfbfVeeefNF933PvvzX+7d7H2jTp2NxrDduOAHd
    /tDJ07r058TZ4Xt08ZJbHjHqvvf9G/W6mAn89Df3SdnsRb+rFHSD2eamq0x17UtXM8Fm72ypPjLfeeHoD+Gv3n2dfKQPDv/R1Yqv
    g/lPF5+4Qu48deKL/Ge1WIh83XCOvKXPDz3/CzH4juuuLsvLnTs/1nWZ36s68YprztMQnG9rbXUfG+ge5Tp+vngs/KFtYedvH8Xa
    2GsMmqd///jgq2e+HfKeIafAv4zmL3e99Rh2uHSn66RYdf4Gzfk/UEsDBBQAAAAIAAAAIQBllsCz8gMAACAgAAAIAAAAbWl4ZWQu
    aDXtWc1PE0EU31mgLmslBSFWoqZBo73YtLVAPUmV1pIAJW01EGPq2m5xQ7tdd7cGbsYTXvwnvHhSj8aTRxL/Ca968ugNuzNvys70
    g6KEYNxHw8ub/b1903kf82b6OruYOSdPy4JDkiQMCwHBTftAoRAr0+dPgCPgu8DfiXTch58FYTwA7w8NEfkbjBfz6bSD3ueI2vni
    I1wSPPofKZtOrTl8vR1HhPZEFlepsvGY/Uu742CJj2u/EGrHt5M1xaXiciuAhfMBYlvEHwcXduEk4d5yqlAA3IhrnvfzuQdrDF7C
    fw/T+cJSbhXjh1z4WCQK80gCPojxaxvF1N3ldKGUyeVXUsVSL/14JAZ6E13zU4JE+4gGy889UkFgNh797/lJ4+yZj8Up25oVBe5E
    4NNao7wVLb1Qak3VOpA1W607IpFj3PPYwfPCam4R4WwBGmbth0HO+jwf9SOa9+EpIq8Jp63ORQHvx3hD0SuKVbJ3DBWP83aqplJX
    Gb1RrKfq5UZF0zfp9+b1HhQzN5PM/M4QPdNsmBbB+1x4yza1su22M4JnqFe0Ol5XifYsC0xciu31pXpj2A7Oj1a4m5pq78D8zrj0
    THWzWVPMlhwgY4j1X2CSyEHE+neo9W5n6LxA5j8CsiiKiPRVZAcYQgE/0Zhg9CfgWzhg/QPaGtTfqXw+tXEEf8cjiSPFHSVSB3zt
    OvBp9LB4J7Q91R8XBp6c7o+j+2c2eEidBB660h9H99HkpZOtA/Pzt5Jzt+fn5mcTMfw/Lgg3rl393Cqjb6U5zDM/7mP+/esG5iwt
    QJ8OfBJ4EHgI+Azw6wsui3HE7R48J/PyqrVHHnnkkUceHS8h6GQQQtA3Cgzn++LMcuphLt/Z9+nNurHD3E+cxX2xbSq6ZTQstQL9
    QVtH6rrjH9gbwfa2NL1C+3a+D3e6eh6vk2MA7ntFF341wp9vJNxn6opeMlWjo8+k/fWvC/z5qLN/jw3Uv4/hMUPsvu7D7HG2tf6k
    3+fPE737+Bno40P/RB9/8nEV7RlXYy5cRbFVW6urc4lHTevxn8QXe25tmVG3S+WaYlnt86fUxZ4fblKonaqpPqd2ki58mRyEI6Wa
    9tSK2BZmjWrVUm1LXtH0pq3KRlQOL83KS9GobBsxOW/E5QiN528XyXvWO9ZFIudYfOFiHXqORYKMx3YRlWGdRDaeRS6uxXZ8B7H+
    eOhO207irJDYh8LTO87v+pmDhxfnDKd+3rvM+5m+dwrPw33v5ipfferXOTz2E3WvX2KHfwe9f3jlpzP0/Hl690Oa7y8PyXfE5Tv6
    4/3sjbef9YkL+jsVf9/dNc9jx5fnqMOvg+b5e/Cnz/PnKc7z31BLAwQUAAAACAAAACEAfJENSuMDAACwHAAABwAAAHpvbmUuaDXt
    WM1T00AUT1IoMRQtAjOM44FBRnuxk0KBepIqLXQGKJMWBsZxSmhTzdCmMUkd8OJV/w29eJOj44kjM/4THtUTR2+Y7L4N2fTDoo4D
    Q14/ft3Nb/dts++9vLdvlxezQ8ItgXGE55k+Jsp45RTk8DbdJtd3AFnAN4AfONIfRtfGoT8K80+EcPsr9BelTMZhn/qE6DkKY+SZ
    QK6iLGfS6w5uuXaE5ZijeZUqbY/Lf6l3GDT57TrCTLj27XhNMVdcsQ2YGYli3Rx6O7yYh8czj1fShQLw+j3rXJLyG+sUn0evzYxU
    yOXXED/k4SfiIqwjBfxxxF/fLqYfrWQKpWxeWk0XS53GT8cTMC7a1j95cLRDtjf/PMYRxJ0nkKvtnynA52GaJ++rpgjoWOBurVHe
    E0sv5VpTMc/aqqXUTa8fT3TQW1jLL7LIW0D6aP+PQXs5HOxRNyF+HxvD7XXmosU5EfgRxNdlrSKbJetAV1C/X0/VkOsKNe4aGqdo
    5UZF1Z6R/+0ft1HM3k9R6xvA4wyjYZiYH/bwTctQy5ZXTz9aoVZR6+i+8iRnWaDsknPvLxl3HelB/mG7g6Eq1gGsb8AzzlCeNWuy
    4cZtcoHsX3QU4jBL72/IntvpGmHw+vuhzXEci/MqHLlDbDSCR9ykxt+Ef+GQtY/sXq/7nZak9PY59ns6njyX3dFxoM+NA5+u/c7e
    seyPdefFAA9vdeeR597RJX8Azs/PpOYezM/NzyYT6HuaYe5N3flsh9H3/BzC7I8lhN+/bCOk5OQh/FiAfB0wCjgKOA748zXEd2hP
    Ak4B3l1ot6JAAgkkkEACCeRfCguZDMuykDcyFPrz4uxKejMvteZ9WrOuH1DnE4MoL7YMWTP1hqlUIB9wx/BUfsy26OtH+vZUrULy
    dn8e7mT1fr6GywCU93Ie/lrcX9/wKM/UZK1kKHpLnknya33cXx+15u+JnvL3G6jvG9f+vvfR5ax9/3G+768nOufxk5F2lfNFzeP/
    v12JHe3quodXkS3FUuvKXPJJ03z6J/ZF1622GmW/VK7JpunWn3wbfRE4SSF6qobyguhJefhlXAjHSzV114xbJoJGtWoqlimsqlrT
    UgRdFGK5WSEnioKlJwRJnxbiEUaH+UNofusV1MP2J+ednyxIcL5eNTQ8Hd1dUWqWLNhTx3KigN+WrUTSZ2xM2jgrxH3nDFtQT221
    7AeP62d0EGR2rJ/PUEC/37CkDfvDsT7/Ydq2Q7a/OMzhiYeunuQgkzwFQmf/egT+tRP4V5t9Iefm/vO3s3nH0Dq8532esNklbg6h
    vhO2t+dV7+ce7y7VucdVfQ7/AlBLAwQUAAAACAAAACEAktLM+d4CAABIGwAACAAAAHBsYWluLmg17VjNbtpAEF6bnziEVE6TKLS9
    cORSBBEHbq3bQIlEARkSJSfqYodYgEG2qcIbpG/SW3vssccc+wg99hF6S/Hu2HjNv3pImuwH0rLLNzuLd2b4dj+Xjorbsecx5EAQ
    UBiJyI9bQOkF3Xe//wAtB+01tF94dzyKv0vAuAjzJ0Ok/wvGG3Kh4LBvA3D9/IiSVkAMjxGlglRz2jMvjghueJqnXtDxWPpHvzvg
    KRjXcZT04tvJmsZxozwOYLQrEt88fju8lI8noLdlqV4HXsS3zndy9aRG8QX8Oi3I9eNqBfNDPn42nYF15IGfwPzaeUN6Uy7Um8Wq
    /F5qNOfZH6azYCfOzE8BEu0bt1p+3pAK4s3D8LjzMw/tZZTmKVe6lYHWicCP3X6rk2l+UrpDzZr0dVvrWf48Ts7xW69UjzicLYAw
    nf8p6JeibI8Wwc37P3ukX0P3rc5lgB/H/IFiqIrVtEcDDY8H/VyYSk+j7DaxnWa0+qputN3fHbQ7aRRf5qn1bRA70+ybFuFHfXzL
    NvWW7fcTwSs0VL2Hn6vgapbXVFzy3vN17Z5gPzg/xulg6po9gvVt+OxMrT3sKua4v03GOOTVf9xyHDU/H9hfEfb3N4xHxj7xPvI8
    R/QVmSfEiXH6n5bgKfwah2x85Tqr7rsky9L5Gvt+mM6tFX+kDoS9OvB9c1m8Q13YX8xLuXXs2WKe+793dfAw6gG3pL+uPQMDAwMD
    A8P9RQjuA4K6NaiHi2XptCpP6zxj2BuMqHuJLayHbVMxrEHf0lTC2/NsBEovcJ4uTnl62vHX0Q0VzdDDumFrbc2c4htE/qNd0MAu
    v5Km9XDqIHjemdbj2ZX0eByP/VxRj897zvP1ePK/0uMPNV5EOAecTcWLQM59+ALDmnvum7Qx/PnaixdYDz87XqbjJ4Htd5KvPD+5
    LZS7DS0712Xis25UWBzR973Be6PJvPt4Hf57Kl95uMP6UGP14Q7rw19QSwMEFAAAAAgAAAAhAHOO5a2tAAAA2wAAAAgAAABmbG93
    Lm1hdPN1DPFxdFIw1TNQ8HUM0U3LzElVCMhJLEnLL8q1UijIL86s0FFwLkpNLElNUcjPs1IITixR8MsvUzAyVDA0sTKxtDK0UDAy
    MDJjIAMwevryA6lgIK6Yo9sbydVgIOD8eN/Va3ezKzTrQ6/8fny47MHBCZ5GYZdYLadcOOHPxpbkocBbJbLnfZ3N87df3+6X+NbX
    x+nvvS986cw9R+1XXHPqD144UX61nZA4yxwAUEsDBBQAAAAIAAAAIQDGGC7N7gAAABgCAAAJAAAAcGxhaW4ubWF0ndDBSsNAEAbg
    0ca6gkgPHjx4GESKSC1JTKvm0saeBCMF+wKxbqGQdku6SB7PR+ojdJL8xUhvXfj5MpBZ2D+OJu/RK/e6LsfR5GE2TzWP08TOTLYI
    eWXW87zDo0wnVn+zWYb8mVj+MD/se+wFYfASes/su36fDjhHb/FFKVFTUFRZnBPJueRY0pA4uxX8Y/VybTKiM/n+3bv4bljZgi5k
    GMDNoPIe8yX04A3sQYIdeAV9eAv7UMEuvIaPsA2fhkUPLv314NR6UHh3o9SRt+e2JVPyNaVib1zba6r9vV1OJVOzWKU6L3tTtcb+
    z5vBFlBLAwQUAAAACAAAACEABZif/wIDAABZAwAACQAAAHRyYWluLm5wegvwZmbRZWBg4ABiRYZvTHNm/YcCVgYRhgq9vIJKRgYB
    Bgd2BjCwZoTQSy/t9zocIHL8445fPLLvFOJadf41aySdV2hqdj3I5XrBrXix88YqZT2tlMLJTSIHDy5UWrSio3/C2esaV9g/CPoU
    12vY7jixM+XnnWfSRXmX14WEh2U73+ssX6U8+U2U7fIvNTIZ8S93ZPbnVmy4u2Xiy/f6rb1Hnvw+WVeRUdTvy7Jv1qerKXW9v1/F
    /K3nra5ft/7TAvcVXwqnxPO+6TfyP5z+gWfzlvgFWRv1HhgBGUf+Trcv5o+6pT9Z12zdnOC0wviDv2Mel6dlzl93MWe1+JYq83OS
    m3fEH/+z/dwRnXfmJ+5edzyv8y7b4rz1lzOP6ibbNf878P3FzKN/xf6tZ/9y5tK8VyEy6S8v7jyn8/aywP3Dk4vbI2+lW3/5FKPz
    XG/zlu9KNfnrz3VF3pq88FFpk/mZ80BVM+4U3zO037zl/LeCeQXfr98PQAlxI9s5qsghXgkLcQZWSEibQEN86qT9XiyGAu3Jr41j
    Jupx3c7Y2lUR3JHwcOEDzvYF23ft/udoc7arlyPzzRMHlw0bLAQDQ1xqm97W9DZ/drzjXafgZ2yx5OenVsX9nuukzh5deq3DKnC5
    2tku3exlW2eeTBbOnFz+ZqMvn5mV2dm2359P1k0M/X3Ur2hGqI2ZoHuV0ZqPHvNf/r++4pOpt2/8868HSo8Vh/y2WnWNNWLlfp2f
    rJvqHhttSNb5xfaumPd8xKe8mct2Ne+w3sEZYzRtT5TjvtsHjgAFpx7aKffLeNqerES58hcgVb37HicuqP6SrlO5ta/SboF98sng
    2X8ssvobb/eovhfaczz4gVzyyemzv3x6o10wf+OT0K7vNbxrJL3nGX263nl/Qv/GJ7F9/z/01fSoxuclyz2wSz65OvbPcv4nyTqV
    tw7b2E98P72eIcCbkUmXGTV5g1IwKDVDgxcMGsBhDE7s6FpA8QOOAlZ0LUVA0UqIFlY2kBATEKYB6btMIB4AUEsDBBQAAAAIAAAA
    IQAL05baVQEAAAECAAAHAAAAdmFsLm5wegvwZmbRZWBg4ABiRQaXqcp//kMBK4MIQ4VeXkElI4MAwwJGBjCYDKEYZr8RfyUtcPJE
    wLGAtfMmRc2JWZK3dEHe5LSF6xYvmDctPiRoygzx+fFTJnEJlXuf0fRj7RJPVxFbwvRT6pgVl0MKi8ssK66tXCkMemwCGR7FDJd5
    pN8cvMJk8q+xhP30vuNitf0L/7Bn1LT5tCvNfNxqdNzc6QdXRo3XV+sUyzVxrEyzFf6wmNgt/SW9SXZeRIPMFslX9SzyDAEoPjGO
    PCCM7JNKmE8coD5poYJP3ASWrFwcsNqB7UESA2O7TvvV1Q4Jk21nzG84ln+irCLp4vcbi/KNW/Yz9Pp7/HPoaz7z0UnhFtNDe4fH
    wpPSTxRzsDavFdjH1MQPdDojky4zajSAQhoU6qwMCNAAdjs4UtC1gPwL8pIDhpZTQLISooWVDSTEBIRpQLoVbBoAUEsDBBQAAAAI
    AAAAIQBQfA29ewEAADUCAAAIAAAAdGVzdC5ucHoL8GZm0WVgYOAAYkWGGBvOjP9QwMogwlChl1dQycggwJDAxAAGGyAUw+w34q+k
    BU6eCDgWsHbepKg5MUvyli7Im5y2cN3iBfOmxYcETZkhPj9+yiQuoXLvM5p+rF3i6SpiS5h+Si2z4jpmxeXmsGTl4oDVDmwPkhgY
    23Xar652SJhsO2N+w7H8E2UVSRe/31iUb9yyn6G3XuG447MKRYHcxg/yCz5qXj0/4bkAF1u0Yg2rid3SX7KfZB3WVeZs5H1VD+Zy
    yRw4N/Em30N2kNL/Cw4wPjonK/CPnUWeIQDFm4HTzpcje7MS5s0DjFDvUcGbbgIIPzbbtAcY3Mjif6a14CPQ0b/kohkumnHYM/b6
    B+w78LBiIY9AbvsH5gs/Wp7Ii1g43NnJfOh/wzF1lfsBLxI4ywSmgBR6xC08sZDjyZzH1oo1zGAfMTLpMqNGHSh2QDHFyoAADWAv
    gSMSXQsoGEA+BfkaVctzIFkJ0cLKBhJiAsI0IL0TbBoAUEsDBBQAAAAIAAAAIQC3CtmyFQIAADUCAAAJAAAAZmxvd3MubnB6C/Bm
    ZtFlYGDgAGJFhirhkqn/oYCDQYQhJbEkUS+voJKRQYBBgY0BDNYzQui5k056ySRKuGo/cFLhFuQUago5dmnJomN9n7+s9Ewv6JM6
    oWVya1Kry0u+PJcd7x9w/+1/pJzyMsj5XGzJw1O3ZPwuXv16fe/3ouL65N/Hm9/oWOvzzX7bHGY4W/yz+2XXmeLu6mvt1x57P199
    7eFn+39/PVa4u7J6/9/Vhbf2fF14K2Lm9VM1NTvO6H+qjrW9Off6/aX/9zRFltx7f2z9x3sv/sTav2livvjzjvAPgWcXf9qfT5Cv
    Cfx5P/yDoMyqPc9Na3hOn6p2f6Ags3rOY9karuPaz1cdfP6h9ukc4Q+qc9bMqeYSK9j1Sda4QOKcU/11mRrm5wv3FzPua+2+cH8v
    i3uiQ5GA3vNNPCddd8y5zKWi/rAob/WEOy2nLesanmjEnPuqrBL+sOhcqce5Q0/v2DsWiet9/yB5qblg53T9CXEtp21rW7+oxLzL
    5b00u2Dn8VKP/kNP48wV9nJNr77X8kUn5l0t96XdBZXstyfcY+Z/z/BdT2jentmyJ/SY+N+zfM8DclbnF7Q+/3CgtTqc079iG/fN
    0AcP5z68F3tocvlO9puxDx7KPrqXCuTs5r+ZCpR5dC8XyPkru+n2gcVy5gHejEy6zKhRDYpKULRyMCBAAzh6YREf4M0KjnZGIDQD
    0i/BsgBQSwMEFAAAAAgAAAAhAHi98lruAAAAOwEAAAkAAABncmFwaC5wa2xVTstuwjAQdGxKi/t+P77Ap4ioSL1U5V5LOeSUC0KJ
    4ypIEBjjHHKolEuh/BY/1ppQReocRju7Oztb0xGIGMETcZcQMug7BKCtCF7AWvHcR0d/4kDkVJKcSS/vSFqqopwtKn+s5kb7s3Jq
    J4kxScXHRqt5sbSmVJaju1/jRbaf4lCSLxwpZ8u0WnJd7AqOXuy5tBS8SZ0mdlIEOF7hJMLpGmcRzoX0JJNshYu/k5mtFs55GVPn
    +BjgavO9xnWEGyFZc+0Vt2EYvv84NCSJxV26yXuxIDts66HjIWnRNLb1278O7nP3x0OER4unVPu/UEsBAhQDFAAAAAgAAAAhAJ7F
    CumvAwAAOBwAAAUAAAAAAAAAAAAAAIABAAAAAGxhLmg1UEsBAhQDFAAAAAgAAAAhAPunHjyjAwAA6BsAAAYAAAAAAAAAAAAAAIAB
    0gMAAGJheS5oNVBLAQIUAxQAAAAIAAAAIQAaY1jbtwQAANgZAQAIAAAAAAAAAAAAAACAAZkHAAB0YWJsZS5oNVBLAQIUAxQAAAAI
    AAAAIQDsSHaEHgUAAJs5AAAJAAAAAAAAAAAAAACAAXYMAABwYWNrZWQuaDVQSwECFAMUAAAACAAAACEAZZbAs/IDAAAgIAAACAAA
    AAAAAAAAAAAAgAG7EQAAbWl4ZWQuaDVQSwECFAMUAAAACAAAACEAfJENSuMDAACwHAAABwAAAAAAAAAAAAAAgAHTFQAAem9uZS5o
    NVBLAQIUAxQAAAAIAAAAIQCS0sz53gIAAEgbAAAIAAAAAAAAAAAAAACAAdsZAABwbGFpbi5oNVBLAQIUAxQAAAAIAAAAIQBzjuWt
    rQAAANsAAAAIAAAAAAAAAAAAAACAAd8cAABmbG93Lm1hdFBLAQIUAxQAAAAIAAAAIQDGGC7N7gAAABgCAAAJAAAAAAAAAAAAAACA
    AbIdAABwbGFpbi5tYXRQSwECFAMUAAAACAAAACEABZif/wIDAABZAwAACQAAAAAAAAAAAAAAgAHHHgAAdHJhaW4ubnB6UEsBAhQD
    FAAAAAgAAAAhAAvTltpVAQAAAQIAAAcAAAAAAAAAAAAAAIAB8CEAAHZhbC5ucHpQSwECFAMUAAAACAAAACEAUHwNvXsBAAA1AgAA
    CAAAAAAAAAAAAAAAgAFqIwAAdGVzdC5ucHpQSwECFAMUAAAACAAAACEAtwrZshUCAAA1AgAACQAAAAAAAAAAAAAAgAELJQAAZmxv
    d3MubnB6UEsBAhQDFAAAAAgAAAAhAHi98lruAAAAOwEAAAkAAAAAAAAAAAAAAIABRycAAGdyYXBoLnBrbFBLBQYAAAAADgAOAPIC
    AABcKAAAAAA=
    """
}
